namespace Noble.Edge.Operator;

/// <summary>Where a point lies beside the training neurons. Distances are in units of the scaled features: each axis spans 2 over the training neurons.</summary>
public readonly record struct LatentPlace
{
    /// <summary>Distance to the domain; 0 inside.</summary>
    public required double Distance { get; init; }

    /// <summary>Whether the point is outside.</summary>
    public bool IsOutside => Distance > 0;

    /// <summary>Index of the feature that lies farthest outside: the one in which the way to the domain is longest; -1 inside.</summary>
    public required int Feature { get; init; }

    /// <summary>That feature's value where the way reaches the domain, in its own unit.</summary>
    public required double FeatureAtEdge { get; init; }

    /// <summary>Index of the nearest training neuron.</summary>
    public required int Nearest { get; init; }

    /// <summary>Distance to the nearest training neuron.</summary>
    public required double NearestDistance { get; init; }
}
