namespace Noble.Edge.Training;

/// <summary>The latent space with everything in it.</summary>
public sealed record LatentFigures
{
    /// <summary>Names of the axes.</summary>
    public required string[] Features { get; init; }

    /// <summary>Their units.</summary>
    public required string[] Units { get; init; }

    /// <summary>Share of the training neurons' variance, in scaled features, along each of the first two principal components.</summary>
    public required double[] ExplainedVariance { get; init; }

    /// <summary>Training neurons, neurons never seen, drawn neurons.</summary>
    public required LatentNeuron[] Neurons { get; init; }
}
