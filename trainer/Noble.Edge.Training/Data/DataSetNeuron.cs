namespace Noble.Edge.Training;

/// <summary>A parameter set in a data set.</summary>
public sealed record DataSetNeuron
{
    /// <summary>Name of the parameter set.</summary>
    public required string Name { get; init; }

    /// <summary>Measured features by name (see <see cref="FeatureCatalogue"/>).</summary>
    public required Dictionary<string, double> Features { get; init; }

    /// <summary>Where the parameter set comes from: null for the cell's own, <c>blend</c> for a mixture of others that only training uses.</summary>
    public string? Origin { get; init; }
}
