namespace Noble.Edge.Operator;

/// <summary>How well the training neurons fill their latent space; distances in units of the scaled features.</summary>
public sealed record LatentSurvey
{
    /// <summary>Points drawn in the box of the feature ranges to measure the hull's share of it.</summary>
    public const int VolumeDraws = 10_000;

    private const double EnoughInside = 0.5;

    /// <summary>Training neurons that lie inside the convex hull of the others.</summary>
    public required int InsideHullOfOthers { get; init; }

    /// <summary>Training neurons that lie inside the domain made of the others, by the space's own rule; null where the others are too few for it.</summary>
    public required int? InsideDomainOfOthers { get; init; }

    /// <summary>Share of the box of the training neurons' feature ranges that their hull fills, from <see cref="VolumeDraws"/> seeded points.</summary>
    public required double HullShareOfBox { get; init; }

    /// <summary>Distance from each training neuron to the nearest other one, ascending; empty where there is only one.</summary>
    public required double[] NearestDistances { get; init; }

    /// <summary>Principal axes of the scaled training neurons.</summary>
    public required PrincipalAxes Axes { get; init; }

    /// <summary>Principal components that hold 95 % of the variance.</summary>
    public int EffectiveDimension => Axes.ComponentsFor(0.95);

    /// <summary>Measures a latent space.</summary>
    /// <param name="spec">A valid declaration.</param>
    public static LatentSurvey Of(LatentSpec spec)
    {
        var space = new LatentSpace(spec);
        var isDensity = space.Domain.Kind == LatentDomainKind.Density;
        return new LatentSurvey
        {
            InsideHullOfOthers = CountInside(spec, LatentDomainSpec.Hull),
            InsideDomainOfOthers = isDensity && spec.Points.Length == LatentDomainSpec.FewestForDensity ? null : CountInside(spec, space.Domain),
            HullShareOfBox = ShareOfBox(space),
            NearestDistances = [.. Distances(spec).Order()],
            Axes = new PrincipalAxes(space.Centred, space.PointCount),
        };
    }

    /// <summary>
    /// The domain that suits a set of training neurons: the hull where at least half of them lie inside the hull of the others, so that a
    /// further neuron of their kind is as likely inside as not; else a density.
    /// </summary>
    /// <param name="spec">A valid declaration, whatever its domain.</param>
    public static LatentDomainSpec Recommend(LatentSpec spec) =>
        spec.Points.Length < LatentDomainSpec.FewestForDensity || spec.Features.Length == 0
            || CountInside(spec, LatentDomainSpec.Hull) >= EnoughInside * spec.Points.Length
            ? LatentDomainSpec.Hull
            : new LatentDomainSpec { Kind = LatentDomainKind.Density };

    private static int CountInside(LatentSpec spec, LatentDomainSpec domain) => spec.Points.Length == 1
        ? 0
        : Enumerable.Range(0, spec.Points.Length).Count(p => Without(spec, p, domain).Contains(spec.Points[p].Values));

    private static IEnumerable<double> Distances(LatentSpec spec)
    {
        for (var p = 0; p < spec.Points.Length && spec.Points.Length > 1; p++)
        {
            Without(spec, p, LatentDomainSpec.Hull).Nearest(spec.Points[p].Values, out var distance);
            yield return distance;
        }
    }

    private static LatentSpace Without(LatentSpec spec, int point, LatentDomainSpec domain) =>
        new(spec with { Points = [.. spec.Points.Where((_, p) => p != point)], Domain = domain });

    private static double ShareOfBox(LatentSpace space)
    {
        var features = space.FeatureCount;
        var (lowest, highest) = (new double[features], new double[features]);
        for (var f = 0; f < features; f++)
        {
            lowest[f] = space.Points.Min(point => point.Values[f]);
            highest[f] = space.Points.Max(point => point.Values[f]);
        }

        var random = new SeededRandom(1);
        var values = new double[features];
        var inside = 0;
        for (var i = 0; i < VolumeDraws; i++)
        {
            for (var f = 0; f < features; f++)
            {
                values[f] = lowest[f] + ((highest[f] - lowest[f]) * random.NextUniform());
            }

            inside += space.DistanceToHull(values) == 0 ? 1 : 0;
        }

        return inside / (double)VolumeDraws;
    }
}
