using Noble.Edge.Neurons;

namespace Noble.Edge.Training;

/// <summary>A feature that can be an axis of a latent space.</summary>
/// <param name="Name">Lower case with underscores.</param>
/// <param name="Unit">Unit of its values.</param>
/// <param name="Description">What it is and where it is measured; <c>{reference}</c> stands for the survey's reference current.</param>
/// <param name="IsTiming">Whether it says when a neuron fires, rather than how its spikes look: the spike clock is predicted from those alone.</param>
/// <param name="Of">Its value in a survey.</param>
public sealed record FeatureEntry(string Name, string Unit, string Description, bool IsTiming, Func<NeuronFeatures, double> Of);
