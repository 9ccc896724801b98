namespace Noble.Edge.Operator;

/// <summary>
/// The space in which a point is a neuron: interpretable features, the training neurons in it, and the domain that these stand for.
/// </summary>
public sealed class LatentSpace
{
    private readonly LatentSpec _spec;
    private readonly double[] _centred; // [point, feature], scaled to [-1, 1]
    private readonly HullDomain _hull;
    private readonly LatentDomain _domain;

    /// <param name="spec">A valid declaration.</param>
    public LatentSpace(LatentSpec spec)
    {
        _spec = spec;
        _centred = new double[spec.Points.Length * FeatureCount];
        for (var p = 0; p < spec.Points.Length; p++)
        {
            Centre(spec.Points[p].Values, _centred.AsSpan(p * FeatureCount, FeatureCount));
        }

        Domain = spec.Domain ?? LatentDomainSpec.Hull;
        _hull = new HullDomain(_centred, PointCount);
        _domain = Domain.Kind == LatentDomainKind.Hull ? _hull : new DensityDomain(_centred, PointCount, Domain);
    }

    /// <summary>Axes of the space.</summary>
    public int FeatureCount => _spec.Features.Length;

    /// <summary>Training neurons.</summary>
    public int PointCount => _spec.Points.Length;

    /// <summary>Names, units and scaling of the axes.</summary>
    public IReadOnlyList<LatentFeature> Features => _spec.Features;

    /// <summary>The training neurons.</summary>
    public IReadOnlyList<LatentPoint> Points => _spec.Points;

    /// <summary>How neurons are drawn and what counts as inside.</summary>
    public LatentDomainSpec Domain { get; }

    /// <summary>Whether every point between two inside is inside: true of the hull.</summary>
    public bool IsConvex => _domain.IsConvex;

    /// <summary>Width of the density's kernel in standard deviations of the training neurons; null for the hull.</summary>
    public double? Bandwidth => (_domain as DensityDomain)?.Bandwidth;

    /// <summary>Training points scaled to [-1, 1], shape [point, feature].</summary>
    public ReadOnlySpan<double> Centred => _centred;

    /// <summary>Scales features from their own units to [-1, 1].</summary>
    public void Centre(ReadOnlySpan<double> values, Span<double> centred)
    {
        for (var f = 0; f < FeatureCount; f++)
        {
            centred[f] = _spec.Features[f].Centre(values[f]);
        }
    }

    /// <summary>
    /// Draws a neuron. Hull: uniform inside it, by rejection from the box around its principal axes where it fills up to three dimensions
    /// (exact), else by 2 r^2 steps of hit-and-run in r dimensions. Density: from the density, within the training neurons' feature ranges.
    /// </summary>
    /// <param name="random">Advanced by the draw.</param>
    /// <param name="values">Features in their own units, shape [feature].</param>
    public void Draw(ref SeededRandom random, Span<double> values)
    {
        _domain.Draw(ref random, values);
        Restore(values);
    }

    /// <summary>
    /// Draws a point inside quickly. Hull: a mixture of <see cref="FeatureCount"/> + 1 training neurons, taken with replacement, with weights
    /// uniform on the simplex; denser in the middle than at the rim. Density: as <see cref="Draw"/>.
    /// </summary>
    /// <param name="random">Advanced by the draw.</param>
    /// <param name="values">Features in their own units, shape [feature].</param>
    /// <remarks>Hot path: no allocation.</remarks>
    public void DrawQuickly(ref SeededRandom random, Span<double> values)
    {
        _domain.DrawQuickly(ref random, values);
        Restore(values);
    }

    /// <summary>Whether a point is inside the domain.</summary>
    /// <param name="values">Features in their own units, shape [feature].</param>
    /// <remarks>No allocation where the domain is a density.</remarks>
    public bool Contains(ReadOnlySpan<double> values)
    {
        Span<double> target = stackalloc double[FeatureCount];
        Centre(values, target);
        return _domain.Contains(target);
    }

    /// <summary>
    /// Distance from a point to the training neurons' convex hull, whatever the domain is, in units of the scaled features
    /// (each axis spans 2 over the training neurons); 0 inside.
    /// </summary>
    /// <param name="values">Features in their own units, shape [feature].</param>
    /// <remarks>Exact (Wolfe 1976); under 1e-9 counts as inside.</remarks>
    public double DistanceToHull(ReadOnlySpan<double> values)
    {
        var target = new double[FeatureCount];
        Centre(values, target);
        return _hull.ExactDistance(target, new double[FeatureCount]);
    }

    /// <summary>Where a point lies: its distance to the domain and the feature most outside, and the nearest training neuron.</summary>
    /// <param name="values">Features in their own units, shape [feature].</param>
    /// <remarks>
    /// Hull: the exact distance, 0 under 1e-3, so that a training neuron rounded to four digits is inside. Density: along the straight way to
    /// the nearest training neuron up to the domain's edge, never less than the shortest way.
    /// </remarks>
    public LatentPlace Place(ReadOnlySpan<double> values)
    {
        var (target, edge) = (new double[FeatureCount], new double[FeatureCount]);
        Centre(values, target);
        var distance = _domain.Distance(target, edge);
        var feature = distance > 0 ? Enumerable.Range(0, FeatureCount).MaxBy(f => Math.Abs(target[f] - edge[f])) : -1;
        var nearest = Nearest(values, out var nearestDistance);
        return new LatentPlace
        {
            Distance = distance,
            Feature = feature,
            FeatureAtEdge = feature < 0 ? double.NaN : _spec.Features[feature].Restore(edge[feature]),
            Nearest = nearest,
            NearestDistance = nearestDistance,
        };
    }

    /// <summary>The training neuron nearest to a point, and its distance in units of the scaled features.</summary>
    public int Nearest(ReadOnlySpan<double> values, out double distance)
    {
        Span<double> target = stackalloc double[FeatureCount];
        Centre(values, target);
        var (best, bestSquare) = (0, double.PositiveInfinity);
        for (var p = 0; p < PointCount; p++)
        {
            var square = 0.0;
            for (var f = 0; f < FeatureCount; f++)
            {
                var difference = _centred[(p * FeatureCount) + f] - target[f];
                square += difference * difference;
            }

            if (square < bestSquare)
            {
                (best, bestSquare) = (p, square);
            }
        }

        distance = Math.Sqrt(bestSquare);
        return best;
    }

    private void Restore(Span<double> values)
    {
        for (var f = 0; f < FeatureCount; f++)
        {
            values[f] = _spec.Features[f].Restore(values[f]);
        }
    }
}
