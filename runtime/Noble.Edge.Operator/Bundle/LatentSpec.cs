namespace Noble.Edge.Operator;

/// <summary>The latent space as the manifest declares it.</summary>
public sealed record LatentSpec
{
    /// <summary>The axes.</summary>
    public required LatentFeature[] Features { get; init; }

    /// <summary>The training neurons.</summary>
    public required LatentPoint[] Points { get; init; }

    /// <summary>How new neurons are drawn and what counts as inside; null for the training neurons' convex hull.</summary>
    public LatentDomainSpec? Domain { get; init; }

    /// <summary>Index of the named feature, or -1.</summary>
    public int IndexOf(string name) => Array.FindIndex(Features, feature => feature.Name == name);

    internal string? Fault()
    {
        foreach (var feature in Features)
        {
            if (!(feature.Minimum < feature.Maximum))
            {
                return $"latent feature '{feature.Name}' spans {feature.Minimum} to {feature.Maximum}, expected minimum < maximum";
            }
        }

        foreach (var point in Points)
        {
            if (point.Values.Length != Features.Length)
            {
                return $"latent point '{point.Name}' has {point.Values.Length} values, expected {Features.Length}";
            }
        }

        return Points.Length == 0 ? "latent.points is empty, expected at least one training neuron" : Domain?.Fault(Points.Length, Features.Length);
    }
}
