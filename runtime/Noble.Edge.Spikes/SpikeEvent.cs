namespace Noble.Edge.Spikes;

/// <summary>One action potential.</summary>
/// <param name="TimeNanoseconds">When, on the experiment clock [ns]; int64, so that it does not wrap in 292 years.</param>
/// <param name="Neuron">Which neuron of the population, from 0.</param>
public readonly record struct SpikeEvent(long TimeNanoseconds, int Neuron);
