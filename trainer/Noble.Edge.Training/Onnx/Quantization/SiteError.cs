namespace Noble.Edge.Training;

/// <summary>A product of the network (see the graph's node of that name), and what its lower precision costs.</summary>
public sealed record SiteError
{
    /// <summary>Name of the product's node.</summary>
    public required string Site { get; init; }

    /// <summary>The voltage's relative L2 against the float32 graph where it alone is in the lower precision, over a few training traces [1].</summary>
    public required double RelativeL2Alone { get; init; }

    /// <summary>Whether the search left it in float32.</summary>
    public required bool IsKeptInFloat32 { get; init; }

    /// <summary>How the range of its activation was chosen; null without one.</summary>
    public string? RangeMethod { get; init; }

    /// <summary>The magnitude of its activation that becomes 127; null without one.</summary>
    public double? RangeMagnitude { get; init; }
}
