namespace Noble.Edge.Operator;

/// <summary>
/// Where a Gaussian kernel density of the training neurons is high enough. The kernel has the shape of the training neurons' covariance, so
/// that features which go together among them go together in a neuron that is drawn.
/// </summary>
internal sealed class DensityDomain : LatentDomain
{
    // Added to the covariance's diagonal: a kernel at least 1e-3 wide before scaling, so that features that depend on each other have a density too.
    private const double Ridge = 1e-6;
    private const int Bisections = 50;

    private readonly double[] _points; // [point, feature]
    private readonly int _count;
    private readonly int _features;
    private readonly double[] _factor; // [feature, feature], lower triangle: Cholesky factor of the kernel's covariance before scaling
    private readonly double[] _mean; // [feature]
    private readonly double[] _whitened; // [point, feature]: in units of the kernel
    private readonly double[] _lowest, _highest; // [feature]: range of the training neurons
    private readonly double _threshold;

    /// <param name="points">Shape [point, feature], at least <see cref="LatentDomainSpec.FewestForDensity"/>.</param>
    /// <param name="count">Points.</param>
    /// <param name="spec">Bandwidth and quantile.</param>
    public DensityDomain(double[] points, int count, LatentDomainSpec spec)
    {
        var features = points.Length / count;
        (_points, _count, _features) = (points, count, features);
        Bandwidth = spec.Bandwidth ?? Math.Pow(_count, -1.0 / (features + 4));
        _mean = new double[features];
        _lowest = new double[features];
        _highest = new double[features];
        _lowest.AsSpan().Fill(double.PositiveInfinity);
        _highest.AsSpan().Fill(double.NegativeInfinity);
        for (var i = 0; i < points.Length; i++)
        {
            var f = i % features;
            _mean[f] += points[i] / _count;
            (_lowest[f], _highest[f]) = (Math.Min(_lowest[f], points[i]), Math.Max(_highest[f], points[i]));
        }

        _factor = Cholesky(PrincipalAxes.Covariance(points, count, _mean), features);
        _whitened = new double[points.Length];
        for (var p = 0; p < _count; p++)
        {
            Whiten(points.AsSpan(p * features, features), _whitened.AsSpan(p * features, features));
        }

        double[] others = [.. Enumerable.Range(0, _count).Select(p => LogDensityOfWhitened(_whitened.AsSpan(p * features, features), except: p)).Order()];
        _threshold = others[(int)(spec.Quantile * (_count - 1))];
    }

    /// <summary>Width of the kernel in standard deviations of the training neurons.</summary>
    public double Bandwidth { get; }

    /// <inheritdoc/>
    public override bool IsConvex => false;

    /// <summary>A training neuron and a step of the kernel, again until the point is inside and within the training neurons' range of every feature.</summary>
    public override void Draw(ref SeededRandom random, Span<double> point)
    {
        do
        {
            Step(ref random, point);
        }
        while (!IsInRange(point) || !Contains(point));
    }

    /// <inheritdoc/>
    public override void DrawQuickly(ref SeededRandom random, Span<double> point) => Draw(ref random, point);

    /// <inheritdoc/>
    public override bool Contains(ReadOnlySpan<double> point) => LogDensity(point) >= _threshold;

    /// <summary>On the straight way to the nearest training neuron that is inside, up to the edge: never less than the shortest way.</summary>
    public override double Distance(ReadOnlySpan<double> point, Span<double> edge)
    {
        point.CopyTo(edge);
        if (Contains(point))
        {
            return 0;
        }

        var nearest = NearestInside(point, out var distance);
        var (outside, inside) = (0.0, 1.0);
        for (var i = 0; i < Bisections; i++)
        {
            var share = (outside + inside) / 2;
            Between(point, nearest, share, edge);
            (outside, inside) = Contains(edge) ? (outside, share) : (share, inside);
        }

        Between(point, nearest, inside, edge);
        return inside * distance;
    }

    /// <summary>Logarithm of the density, up to a constant.</summary>
    public double LogDensity(ReadOnlySpan<double> point)
    {
        Span<double> whitened = stackalloc double[_features];
        Whiten(point, whitened);
        return LogDensityOfWhitened(whitened, except: -1);
    }

    private double LogDensityOfWhitened(ReadOnlySpan<double> whitened, int except)
    {
        // The largest term is taken out, so that far away the logarithm is still one of a number.
        var nearest = double.PositiveInfinity;
        for (var p = 0; p < _count; p++)
        {
            nearest = p == except ? nearest : Math.Min(nearest, Square(whitened, p));
        }

        var sum = 0.0;
        for (var p = 0; p < _count; p++)
        {
            sum += p == except ? 0 : Math.Exp((nearest - Square(whitened, p)) / 2);
        }

        return Math.Log(sum / (except < 0 ? _count : _count - 1)) - (nearest / 2);
    }

    private double Square(ReadOnlySpan<double> whitened, int point)
    {
        var sum = 0.0;
        for (var f = 0; f < _features; f++)
        {
            var difference = whitened[f] - _whitened[(point * _features) + f];
            sum += difference * difference;
        }

        return sum;
    }

    private void Step(ref SeededRandom random, Span<double> point)
    {
        _points.AsSpan(random.NextIndex(_count) * _features, _features).CopyTo(point);
        for (var k = 0; k < _features; k++)
        {
            var normal = Bandwidth * random.NextNormal();
            for (var f = k; f < _features; f++)
            {
                point[f] += _factor[(f * _features) + k] * normal;
            }
        }
    }

    private bool IsInRange(ReadOnlySpan<double> point)
    {
        for (var f = 0; f < _features; f++)
        {
            if (point[f] < _lowest[f] || point[f] > _highest[f])
            {
                return false;
            }
        }

        return true;
    }

    private int NearestInside(ReadOnlySpan<double> point, out double distance)
    {
        var (best, lowest) = (-1, double.PositiveInfinity);
        for (var p = 0; p < _count; p++)
        {
            var candidate = _points.AsSpan(p * _features, _features);
            var square = 0.0;
            for (var f = 0; f < _features; f++)
            {
                square += (candidate[f] - point[f]) * (candidate[f] - point[f]);
            }

            if (square < lowest && Contains(candidate))
            {
                (best, lowest) = (p, square);
            }
        }

        distance = Math.Sqrt(lowest);
        return best;
    }

    private void Between(ReadOnlySpan<double> from, int point, double share, Span<double> result)
    {
        for (var f = 0; f < _features; f++)
        {
            result[f] = from[f] + (share * (_points[(point * _features) + f] - from[f]));
        }
    }

    // Solves factor * bandwidth * whitened = point - mean.
    private void Whiten(ReadOnlySpan<double> point, Span<double> whitened)
    {
        for (var i = 0; i < _features; i++)
        {
            var sum = (point[i] - _mean[i]) / Bandwidth;
            for (var k = 0; k < i; k++)
            {
                sum -= _factor[(i * _features) + k] * whitened[k];
            }

            whitened[i] = sum / _factor[(i * _features) + i];
        }
    }

    private static double[] Cholesky(double[] covariance, int n)
    {
        var factor = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = covariance[(i * n) + j] + (i == j ? Ridge : 0);
                for (var k = 0; k < j; k++)
                {
                    sum -= factor[(i * n) + k] * factor[(j * n) + k];
                }

                factor[(i * n) + j] = i == j ? Math.Sqrt(sum) : sum / factor[(j * n) + j];
            }
        }

        return factor;
    }
}
