namespace Noble.Edge.Training;

/// <summary>A neuron in latent space.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind"><c>training</c>, <c>blend</c>, <c>unseen</c> or <c>drawn</c>.</param>
/// <param name="Values">Features in their own units.</param>
/// <param name="Components">Along the principal components of the training neurons; fewer than two where there are fewer features.</param>
public sealed record LatentNeuron(string Name, string Kind, double[] Values, double[] Components);
