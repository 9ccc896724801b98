namespace Noble.Edge.Training;

/// <summary>One step current, and the features that are read there.</summary>
/// <param name="CurrentNanoamperes">The step [nA].</param>
/// <param name="Features">Distributions.</param>
public sealed record EnsembleSweep(double CurrentNanoamperes, EnsembleFeature[] Features);
