using Noble.Edge.Neurons;

namespace Noble.Edge.Training;

/// <summary>A trace that is to be simulated.</summary>
/// <param name="Set">Index of the parameter set.</param>
/// <param name="Stimulus">The current.</param>
/// <param name="Seed">Seed of what is random about it: its noise, or how it was drawn; null where nothing is.</param>
/// <param name="Conductances">Synaptic conductances, one for each of the plan's <see cref="TracePlan.Conductances"/>; null for none in this trace.</param>
public readonly record struct PlannedTrace(int Set, Stimulus Stimulus, long? Seed, IReadOnlyList<ConductanceInput>? Conductances = null);
