namespace Noble.Edge.Neurons;

/// <summary>How the voltage advances over one step; gates take exponential Euler steps in both.</summary>
public enum TimeScheme
{
    /// <summary>First order in the step, and stable: NEURON's default, and the one to make training data with.</summary>
    BackwardEuler,

    /// <summary>
    /// Second order in the step: half a backward Euler step, doubled (NEURON's <c>secondorder = 2</c>), also of Markov gates; other gates
    /// stand half a step ahead of the voltage.
    /// </summary>
    CrankNicolson,
}
