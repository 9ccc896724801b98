namespace Noble.Edge.Neurons;

/// <summary>One run's result, in buffers that are reused after the call that hands it over.</summary>
/// <param name="Stimulus">Current during each solver step, shape [step], nA: step n goes from sample n to sample n + 1.</param>
/// <param name="Voltage">
/// Voltage, shape [place][sample], mV; sample k is at k · solver step from the window's start. Place 0 is the clamped place (the middle
/// of the root section), then the simulator's probes.
/// </param>
/// <param name="Conductances">The run's conductances during each solver step, shape [input][step], µS.</param>
public readonly record struct SimulatedTrace(
    ReadOnlyMemory<double> Stimulus, IReadOnlyList<ReadOnlyMemory<double>> Voltage, IReadOnlyList<ReadOnlyMemory<double>> Conductances);
