namespace Noble.Edge.Neurons;

/// <summary>One neuron under one current.</summary>
/// <param name="Set">The neuron.</param>
/// <param name="CurrentNanoamperes">Amplitude of the current step, nA.</param>
public readonly record struct CurrentClampRun(ParameterSet Set, double CurrentNanoamperes);
