namespace Noble.Edge.Operator;

/// <summary>How new neurons are drawn, and which points count as inside the latent space.</summary>
public sealed record LatentDomainSpec
{
    /// <summary>Training neurons that a density needs: each is judged by the others.</summary>
    public const int FewestForDensity = 3;

    /// <summary>The convex hull: what a manifest without a domain has.</summary>
    public static LatentDomainSpec Hull { get; } = new();

    /// <summary>Hull, the default, or density.</summary>
    public LatentDomainKind Kind { get; init; }

    /// <summary>
    /// Density: width of the kernel in standard deviations of the training neurons, over 0 to 1; null, the default, for Scott's rule,
    /// n^(-1 / (d + 4)) for n neurons in d features.
    /// </summary>
    public double? Bandwidth { get; init; }

    /// <summary>
    /// Density: a point is inside where the density is at least this quantile of the densities that the training neurons have from the others,
    /// 0 (default: the most isolated training neuron's) to 0.5.
    /// </summary>
    public double Quantile { get; init; }

    internal string? Fault(int points, int features) => this switch
    {
        { Kind: LatentDomainKind.Density } when points < FewestForDensity =>
            $"latent.domain is a density of {points} training neurons, expected {FewestForDensity} or more",
        { Kind: LatentDomainKind.Density } when features == 0 => "latent.domain is a density over no features, expected a feature or more",
        { Bandwidth: { } width } when !(width is > 0 and <= 1) => FormattableString.Invariant($"latent.domain.bandwidth is {width}, expected over 0 to 1"),
        { Quantile: not (>= 0 and <= 0.5) } => FormattableString.Invariant($"latent.domain.quantile is {Quantile}, expected 0 to 0.5"),
        { Kind: LatentDomainKind.Hull } when Bandwidth is not null || Quantile != 0 => "latent.domain is a hull, expected neither bandwidth nor quantile",
        _ => null,
    };
}
