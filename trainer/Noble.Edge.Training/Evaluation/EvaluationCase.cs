namespace Noble.Edge.Training;

/// <summary>One test trace, and the neuron that the model is given for it.</summary>
/// <param name="Split">Which question it answers (see <see cref="ModelEvaluation"/>).</param>
/// <param name="Trace">Index in the data set.</param>
/// <param name="Features">Latent point, shape [feature].</param>
/// <param name="Clock">Spike clock, shape [coefficient]; empty where the model has none.</param>
public sealed record EvaluationCase(string Split, int Trace, double[] Features, double[] Clock);
