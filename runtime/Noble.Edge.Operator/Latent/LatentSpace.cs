namespace Noble.Edge.Operator;

/// <summary>
/// The space in which a point is a neuron: interpretable features, the training neurons in it, and their convex hull.
/// </summary>
public sealed class LatentSpace
{
    private readonly LatentSpec _spec;
    private readonly double[] _centred; // [point, feature], scaled to [-1, 1]

    /// <param name="spec">A valid declaration.</param>
    public LatentSpace(LatentSpec spec)
    {
        _spec = spec;
        _centred = new double[spec.Points.Length * FeatureCount];
        for (var p = 0; p < spec.Points.Length; p++)
        {
            Centre(spec.Points[p].Values, _centred.AsSpan(p * FeatureCount, FeatureCount));
        }
    }

    /// <summary>Axes of the space.</summary>
    public int FeatureCount => _spec.Features.Length;

    /// <summary>Training neurons.</summary>
    public int PointCount => _spec.Points.Length;

    /// <summary>Names, units and scaling of the axes.</summary>
    public IReadOnlyList<LatentFeature> Features => _spec.Features;

    /// <summary>The training neurons.</summary>
    public IReadOnlyList<LatentPoint> Points => _spec.Points;

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
    /// Draws a neuron inside the convex hull: a mixture of <see cref="FeatureCount"/> + 1 training neurons, taken with replacement,
    /// with weights uniform on the simplex.
    /// </summary>
    /// <param name="random">Advanced by the draw.</param>
    /// <param name="values">Features in their own units, shape [feature].</param>
    /// <remarks>In the hull by construction; denser in its middle than at its rim. No allocation.</remarks>
    public void Draw(ref SeededRandom random, Span<double> values)
    {
        values[..FeatureCount].Clear();
        var total = 0.0;
        for (var vertex = 0; vertex <= FeatureCount; vertex++)
        {
            var weight = random.NextExponential();
            var point = _spec.Points[random.NextIndex(PointCount)].Values;
            total += weight;
            for (var f = 0; f < FeatureCount; f++)
            {
                values[f] += weight * point[f];
            }
        }

        for (var f = 0; f < FeatureCount; f++)
        {
            values[f] /= total;
        }
    }

    /// <summary>
    /// Distance from a point to the training neurons' convex hull, in units of the scaled features
    /// (each axis spans 2 over the training neurons); 0 inside.
    /// </summary>
    /// <param name="values">Features in their own units, shape [feature].</param>
    /// <remarks>Frank-Wolfe with away steps (Guelat and Marcotte 1986); exact to about 1e-3, distances under that count as inside.</remarks>
    public double DistanceToHull(ReadOnlySpan<double> values)
    {
        const int MaximumSteps = 5000;
        const double Resolution = 1e-3;
        var target = new double[FeatureCount];
        Centre(values, target);

        var weights = new double[PointCount];
        var start = Nearest(values, out _);
        weights[start] = 1;
        var residual = new double[FeatureCount]; // current point minus target
        for (var f = 0; f < FeatureCount; f++)
        {
            residual[f] = _centred[(start * FeatureCount) + f] - target[f];
        }

        for (var step = 0; step < MaximumSteps; step++)
        {
            var (toward, away) = ExtremePoints(residual, weights);
            var towardGap = Gap(residual, target, toward);
            var awayGap = -Gap(residual, target, away);
            if (towardGap < Resolution * Resolution / 4)
            {
                break;
            }

            var isAway = awayGap > towardGap && weights[away] < 1;
            var vertex = isAway ? away : toward;
            var sign = isAway ? -1.0 : 1.0;
            var limit = isAway ? weights[away] / (1 - weights[away]) : 1.0;
            Move(residual, target, weights, vertex, sign, limit);
        }

        var distance = Math.Sqrt(Dot(residual, residual));
        return distance < Resolution ? 0 : distance;
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

    private (int Toward, int Away) ExtremePoints(double[] residual, double[] weights)
    {
        var (toward, away) = (0, -1);
        var (lowest, highest) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var p = 0; p < PointCount; p++)
        {
            var along = Dot(_centred.AsSpan(p * FeatureCount, FeatureCount), residual);
            if (along < lowest)
            {
                (toward, lowest) = (p, along);
            }

            if (weights[p] > 0 && along > highest)
            {
                (away, highest) = (p, along);
            }
        }

        return (toward, away);
    }

    // How far the objective falls along the direction from the current point to a training point.
    private double Gap(double[] residual, double[] target, int point)
    {
        var gap = 0.0;
        for (var f = 0; f < FeatureCount; f++)
        {
            gap += residual[f] * (residual[f] + target[f] - _centred[(point * FeatureCount) + f]);
        }

        return gap;
    }

    private void Move(double[] residual, double[] target, double[] weights, int vertex, double sign, double limit)
    {
        var (along, square) = (0.0, 0.0);
        for (var f = 0; f < FeatureCount; f++)
        {
            var direction = sign * (_centred[(vertex * FeatureCount) + f] - residual[f] - target[f]);
            along -= residual[f] * direction;
            square += direction * direction;
        }

        var length = square > 0 ? Math.Clamp(along / square, 0, limit) : 0;
        for (var f = 0; f < FeatureCount; f++)
        {
            residual[f] += length * sign * (_centred[(vertex * FeatureCount) + f] - residual[f] - target[f]);
        }

        for (var p = 0; p < PointCount; p++)
        {
            weights[p] *= 1 - (sign * length);
        }

        weights[vertex] = length == limit && sign < 0 ? 0 : weights[vertex] + (sign * length);
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
