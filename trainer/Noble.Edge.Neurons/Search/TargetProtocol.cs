namespace Noble.Edge.Neurons;

/// <summary>A current step and what the response to it should be.</summary>
/// <param name="Name">Name, unique within the targets.</param>
/// <param name="CurrentNanoamperes">Amplitude of the step, nA.</param>
/// <param name="Timing">Settling, delay, duration, rest after, solver step.</param>
/// <param name="Targets">One or more, each feature once.</param>
public sealed record TargetProtocol(string Name, double CurrentNanoamperes, StepProtocol Timing, IReadOnlyList<FeatureTarget> Targets);
