namespace Noble.Edge.Neurons;

/// <summary>One neuron under one stimulus.</summary>
/// <param name="Set">The neuron.</param>
/// <param name="Stimulus">The current into the clamped place.</param>
/// <param name="Conductances">Synaptic conductances at the clamped place, solved implicitly with the membrane; null for none.</param>
public readonly record struct StimulusRun(ParameterSet Set, Stimulus Stimulus, IReadOnlyList<ConductanceInput>? Conductances = null);
