namespace Noble.Edge.Operator;

/// <summary>A neuron that the network was trained on.</summary>
public sealed record LatentPoint
{
    /// <summary>Name of the parameter set.</summary>
    public required string Name { get; init; }

    /// <summary>Its features, in their own units and in the latent space's order.</summary>
    public required double[] Values { get; init; }
}
