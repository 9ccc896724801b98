namespace Noble.Edge.Operator;

/// <summary>The point of a convex hull nearest to a given one, by Wolfe's active-set method (Wolfe 1976), in any dimension.</summary>
/// <remarks>
/// The nearest point is kept as a mixture of affinely independent points, at most one more than there are dimensions; the method ends at the
/// exact one after finitely many steps. Degenerate hulls (a point, a line, doubled points) are ordinary.
/// </remarks>
internal sealed class ConvexHull
{
    /// <summary>Distances under this are 0: what rounding leaves of a point in the hull.</summary>
    public const double Resolution = 1e-9;

    private const int MaximumSteps = 100_000;
    private const double Rounding = 1e-12;

    private readonly double[] _points; // [point, feature]
    private readonly int _count;
    private readonly int _features;

    /// <param name="points">Shape [point, feature].</param>
    /// <param name="count">Points, at least one.</param>
    /// <param name="features">Features of a point.</param>
    public ConvexHull(double[] points, int count, int features) => (_points, _count, _features) = (points, count, features);

    /// <summary>The nearest point of the hull.</summary>
    /// <param name="target">Shape [feature].</param>
    /// <param name="nearest">Shape [feature].</param>
    /// <returns>Its distance.</returns>
    public double Nearest(ReadOnlySpan<double> target, Span<double> nearest)
    {
        var active = new List<int>(_features + 2);
        var weights = new List<double>(_features + 2);
        var from = new double[_points.Length]; // points minus target
        var scale = 0.0;
        for (var i = 0; i < from.Length; i++)
        {
            from[i] = _points[i] - target[i % _features];
            scale = Math.Max(scale, Math.Abs(from[i]));
        }

        var start = Enumerable.Range(0, _count).MinBy(p => Square(from.AsSpan(p * _features, _features)));
        active.Add(start);
        weights.Add(1);
        var current = from.AsSpan(start * _features, _features).ToArray();
        for (var step = 0; ; step++)
        {
            if (step == MaximumSteps)
            {
                throw new InvalidOperationException($"the convex hull of {_count} points in {_features} features: the nearest point was not found in {MaximumSteps} steps");
            }

            var entering = Lowest(from, current);
            var gain = Square(current) - Dot(from.AsSpan(entering * _features, _features), current);

            // The distance is too large by at most gain / distance; 1e-12 of the size of what is computed with is rounding.
            var distance = Math.Sqrt(Square(current));
            if (distance <= Rounding * scale || gain <= Rounding * scale * distance || active.Contains(entering))
            {
                return Finish(current, target, nearest, scale);
            }

            active.Add(entering);
            weights.Add(0);
            if (!Settle(from, active, weights, current))
            {
                return Finish(current, target, nearest, scale);
            }
        }
    }

    private static double Finish(double[] current, ReadOnlySpan<double> target, Span<double> nearest, double scale)
    {
        for (var f = 0; f < current.Length; f++)
        {
            nearest[f] = current[f] + target[f];
        }

        var distance = Math.Sqrt(Square(current));
        return distance < Resolution * Math.Max(1, scale) ? 0 : distance;
    }

    // Moves to the nearest point of the active points' affine hull; where that lies outside their simplex, to its rim, and drops a point.
    private bool Settle(double[] from, List<int> active, List<double> weights, double[] current)
    {
        while (true)
        {
            var affine = AffineMinimum(from, active);
            if (affine is null)
            {
                // The new point lies in the affine hull of the others to the last digit, so it cannot bring the mixture nearer.
                active.RemoveAt(active.Count - 1);
                weights.RemoveAt(weights.Count - 1);
                return false;
            }

            var (share, leaving) = (1.0, -1);
            for (var i = 0; i < active.Count; i++)
            {
                if (affine[i] <= 0 && weights[i] - affine[i] > 0 && weights[i] / (weights[i] - affine[i]) < share)
                {
                    (share, leaving) = (weights[i] / (weights[i] - affine[i]), i);
                }
            }

            for (var i = 0; i < active.Count; i++)
            {
                weights[i] += share * (affine[i] - weights[i]);
            }

            if (leaving >= 0)
            {
                active.RemoveAt(leaving);
                weights.RemoveAt(leaving);
                if (share > 0)
                {
                    continue;
                }

                return false; // The new point gains nothing but rounding.
            }

            Array.Clear(current);
            for (var i = 0; i < active.Count; i++)
            {
                for (var f = 0; f < _features; f++)
                {
                    current[f] += weights[i] * from[(active[i] * _features) + f];
                }
            }

            return true;
        }
    }

    // Weights, summing to 1, of the point of smallest norm in the affine hull of the active points, by Gram-Schmidt on the edges from the first.
    private double[]? AffineMinimum(double[] from, List<int> active)
    {
        const double Dependent = 1e-12;
        var edges = active.Count - 1;
        var basis = new double[edges * _features];
        var upper = new double[edges * edges];
        var right = new double[edges];
        var residual = from.AsSpan(active[0] * _features, _features).ToArray();
        for (var e = 0; e < edges; e++)
        {
            var column = basis.AsSpan(e * _features, _features);
            for (var f = 0; f < _features; f++)
            {
                column[f] = from[(active[e + 1] * _features) + f] - from[(active[0] * _features) + f];
            }

            var length = Math.Sqrt(Square(column));
            for (var pass = 0; pass < 2; pass++)
            {
                for (var k = 0; k < e; k++)
                {
                    var earlier = basis.AsSpan(k * _features, _features);
                    var along = Dot(earlier, column);
                    upper[(k * edges) + e] += along;
                    Add(column, earlier, -along);
                }
            }

            var rest = Math.Sqrt(Square(column));
            if (rest <= Dependent * length)
            {
                return null;
            }

            upper[(e * edges) + e] = rest;
            for (var f = 0; f < _features; f++)
            {
                column[f] /= rest;
            }

            right[e] = -Dot(column, residual);
            Add(residual, column, right[e]);
        }

        return Weights(upper, right);
    }

    private static double[] Weights(double[] upper, double[] right)
    {
        var edges = right.Length;
        var weights = new double[edges + 1];
        weights[0] = 1;
        for (var e = edges - 1; e >= 0; e--)
        {
            var sum = right[e];
            for (var k = e + 1; k < edges; k++)
            {
                sum -= upper[(e * edges) + k] * weights[k + 1];
            }

            weights[e + 1] = sum / upper[(e * edges) + e];
            weights[0] -= weights[e + 1];
        }

        return weights;
    }

    private int Lowest(double[] from, double[] direction)
    {
        var (best, lowest) = (0, double.PositiveInfinity);
        for (var p = 0; p < _count; p++)
        {
            var along = Dot(from.AsSpan(p * _features, _features), direction);
            if (along < lowest)
            {
                (best, lowest) = (p, along);
            }
        }

        return best;
    }

    private static void Add(Span<double> sum, ReadOnlySpan<double> vector, double factor)
    {
        for (var f = 0; f < sum.Length; f++)
        {
            sum[f] += factor * vector[f];
        }
    }

    private static double Square(ReadOnlySpan<double> a) => Dot(a, a);

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
