namespace Noble.Edge.Training;

/// <summary>A sweep of a recording that a report does not show.</summary>
/// <param name="Sweep">Which, from 0.</param>
/// <param name="CurrentNanoamperes">Its current [nA]; null where it is not known.</param>
/// <param name="Reason">Why.</param>
public sealed record SweepLeftOut(int Sweep, double? CurrentNanoamperes, string Reason);
