using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>A neuron of a data set that a model was not trained on, in the model's latent space.</summary>
internal sealed record UnseenNeuron
{
    public required string Name { get; init; }

    /// <summary>Features in their own units, in the latent space's order.</summary>
    public required double[] Values { get; init; }

    public required LatentPlace Place { get; init; }

    /// <summary>Those of a data set whose names are not among the training neurons'.</summary>
    /// <exception cref="DataSetException">A neuron lacks a feature of the latent space.</exception>
    public static UnseenNeuron[] Of(ModelBundle model, DataSetManifest data)
    {
        var trained = model.Latent.Points.Select(point => point.Name).ToHashSet();
        return [.. data.Neurons.Where(neuron => !trained.Contains(neuron.Name)).Select(neuron => Of(model, neuron))];
    }

    private static UnseenNeuron Of(ModelBundle model, DataSetNeuron neuron)
    {
        var values = model.Latent.Features.Select(feature => neuron.Features.TryGetValue(feature.Name, out var value) && double.IsFinite(value)
            ? value
            : throw new DataSetException($"neuron '{neuron.Name}' of the data set has no feature '{feature.Name}', expected every feature of the latent space")).ToArray();
        return new UnseenNeuron { Name = neuron.Name, Values = values, Place = model.Latent.Place(values) };
    }
}
