namespace Noble.Edge.Neurons;

/// <summary>One recorded or simulated response to a current step, from which targets are made.</summary>
/// <param name="CurrentNanoamperes">Amplitude of the step, nA.</param>
/// <param name="DelayMilliseconds">From the first sample to the step, ms.</param>
/// <param name="DurationMilliseconds">Length of the step, ms.</param>
/// <param name="StepMilliseconds">Step between samples, ms.</param>
/// <param name="Voltage">Voltage, mV, shape [sample], sample k at k · step.</param>
public sealed record TargetSweep(
    double CurrentNanoamperes,
    double DelayMilliseconds,
    double DurationMilliseconds,
    double StepMilliseconds,
    ReadOnlyMemory<double> Voltage);
