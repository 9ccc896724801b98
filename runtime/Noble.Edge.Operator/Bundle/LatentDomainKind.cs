namespace Noble.Edge.Operator;

/// <summary>What the inside of a latent space is.</summary>
public enum LatentDomainKind
{
    /// <summary>The convex hull of the training neurons; meaningful where these are many for the features, as published (60 neurons, two features).</summary>
    Hull,

    /// <summary>Where a Gaussian kernel density of the training neurons is high enough; for few neurons in many features, whose hull is next to empty.</summary>
    Density,
}
