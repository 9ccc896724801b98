namespace Noble.Edge.Training;

/// <summary>A parameter set in a data set.</summary>
public sealed record DataSetNeuron
{
    /// <summary>Name of the parameter set.</summary>
    public required string Name { get; init; }

    /// <summary>Measured features by name (see <see cref="FeatureCatalogue"/>).</summary>
    public required Dictionary<string, double> Features { get; init; }
}
