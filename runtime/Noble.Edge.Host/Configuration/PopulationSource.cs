namespace Noble.Edge.Host;

/// <summary>Where a population's neurons come from.</summary>
internal enum PopulationSource
{
    /// <summary>Drawn, with the seed, inside the convex hull of the training neurons.</summary>
    Hull,

    /// <summary>The training neurons themselves, the first N.</summary>
    Training,
}
