namespace Noble.Edge.Neurons;

/// <summary>A synaptic conductance at the clamped place: the current g(t) (E − V) flows into the cell.</summary>
/// <param name="Conductance">g over time, in µS where a stimulus has nA; below 0 it counts as 0.</param>
/// <param name="ReversalMillivolts">E, mV.</param>
public sealed record ConductanceInput(Stimulus Conductance, double ReversalMillivolts);
