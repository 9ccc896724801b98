using Noble.Edge.Neurons;

namespace Noble.Edge.Training;

/// <summary>A trace that is to be simulated.</summary>
/// <param name="Set">Index of the parameter set.</param>
/// <param name="Stimulus">The current.</param>
/// <param name="Seed">Seed of what is random about it: its noise, or how it was drawn; null where nothing is.</param>
public readonly record struct PlannedTrace(int Set, Stimulus Stimulus, long? Seed);
