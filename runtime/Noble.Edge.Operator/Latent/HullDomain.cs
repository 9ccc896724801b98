namespace Noble.Edge.Operator;

/// <summary>The training neurons' convex hull.</summary>
internal sealed class HullDomain : LatentDomain
{
    /// <summary>Up to this many dimensions neurons are drawn exactly, by rejection; beyond, by hit-and-run.</summary>
    public const int ExactDimensions = 3;

    /// <summary>A training neuron's features rounded for a file still lie inside: 0.05 % of a feature's training range.</summary>
    public const double Tolerance = 1e-3;

    private readonly double[] _points; // [point, feature]
    private readonly int _count;
    private readonly int _features;
    private readonly ConvexHull _hull;
    private readonly PrincipalAxes _axes;
    private readonly double[] _whitened; // [point, component]
    private readonly ConvexHull? _whitenedHull; // up to ExactDimensions
    private readonly double[] _lowest, _highest; // [component]
    private readonly int[] _corners; // rank + 1 affinely independent points, far apart

    /// <param name="points">Shape [point, feature].</param>
    /// <param name="count">Points.</param>
    public HullDomain(double[] points, int count)
    {
        var features = points.Length / count;
        (_points, _count, _features) = (points, count, features);
        _hull = new ConvexHull(points, count, features);
        _axes = new PrincipalAxes(points, count);
        var rank = _axes.Rank;
        _whitened = new double[_count * rank];
        _lowest = new double[rank];
        _highest = new double[rank];
        for (var p = 0; p < _count; p++)
        {
            var whitened = _whitened.AsSpan(p * rank, rank);
            _axes.Whiten(points.AsSpan(p * features, features), whitened);
            for (var k = 0; k < rank; k++)
            {
                (_lowest[k], _highest[k]) = (Math.Min(_lowest[k], whitened[k]), Math.Max(_highest[k], whitened[k]));
            }
        }

        _whitenedHull = rank is > 0 and <= ExactDimensions ? new ConvexHull(_whitened, count, rank) : null;
        _corners = Corners();
    }

    /// <inheritdoc/>
    public override bool IsConvex => true;

    /// <summary>Uniform in the hull (in the dimensions that it fills).</summary>
    public override void Draw(ref SeededRandom random, Span<double> point)
    {
        if (_axes.Rank <= ExactDimensions)
        {
            DrawExactly(ref random, point);
            return;
        }

        var walk = new HullWalk(_whitened, _count, _corners, ref random);
        for (var step = 2 * _axes.Rank * _axes.Rank; step > 0; step--)
        {
            walk.Step(ref random);
        }

        Mix(walk.Corners, walk.Weights, point);
    }

    /// <summary>A mixture of dimension + 1 training neurons, taken with replacement, with weights uniform on the simplex: denser in the middle.</summary>
    public override void DrawQuickly(ref SeededRandom random, Span<double> point)
    {
        point.Clear();
        var total = 0.0;
        for (var vertex = 0; vertex <= _features; vertex++)
        {
            var weight = random.NextExponential();
            var taken = _points.AsSpan(random.NextIndex(_count) * _features, _features);
            total += weight;
            for (var f = 0; f < _features; f++)
            {
                point[f] += weight * taken[f];
            }
        }

        for (var f = 0; f < _features; f++)
        {
            point[f] /= total;
        }
    }

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<double> point) => _hull.Nearest(point, new double[_features]) < Tolerance;

    /// <inheritdoc/>
    public override double Distance(ReadOnlySpan<double> point, Span<double> edge)
    {
        var distance = ExactDistance(point, edge);
        return distance < Tolerance ? 0 : distance;
    }

    /// <summary>The distance without the tolerance.</summary>
    public double ExactDistance(ReadOnlySpan<double> point, Span<double> edge) => _hull.Nearest(point, edge);

    // Uniform in the box around the whitened points until a point is in their hull.
    private void DrawExactly(ref SeededRandom random, Span<double> point)
    {
        var rank = _axes.Rank;
        Span<double> drawn = stackalloc double[rank];
        Span<double> nearest = stackalloc double[rank];
        do
        {
            for (var k = 0; k < rank; k++)
            {
                drawn[k] = _lowest[k] + ((_highest[k] - _lowest[k]) * random.NextUniform());
            }
        }
        while (_whitenedHull is not null && _whitenedHull.Nearest(drawn, nearest) > 0);
        _axes.Unwhiten(drawn, point);
    }

    private void Mix(ReadOnlySpan<int> corners, ReadOnlySpan<double> weights, Span<double> point)
    {
        point.Clear();
        for (var row = 0; row < corners.Length; row++)
        {
            for (var f = 0; f < _features; f++)
            {
                point[f] += weights[row] * _points[(corners[row] * _features) + f];
            }
        }
    }

    // The point farthest from the middle, then again and again the one farthest from the span of those before.
    private int[] Corners()
    {
        var rank = _axes.Rank;
        var rest = _whitened.ToArray();
        var corners = new int[rank + 1];
        for (var c = 0; c <= rank; c++)
        {
            corners[c] = Enumerable.Range(0, _count).MaxBy(p => Square(rest.AsSpan(p * rank, rank)));
            var corner = rest.AsSpan(corners[c] * rank, rank).ToArray();
            var square = Square(corner);
            for (var p = 0; p < _count; p++)
            {
                var point = rest.AsSpan(p * rank, rank);
                var along = 0.0;
                for (var k = 0; c > 0 && k < rank; k++)
                {
                    along += point[k] * corner[k] / square;
                }

                for (var k = 0; k < rank; k++)
                {
                    point[k] -= c == 0 ? corner[k] : along * corner[k];
                }
            }
        }

        return corners;
    }

    private static double Square(ReadOnlySpan<double> a)
    {
        var sum = 0.0;
        foreach (var value in a)
        {
            sum += value * value;
        }

        return sum;
    }
}
