namespace Noble.Edge.Operator;

/// <summary>Mean, principal axes and variances of points, by Jacobi rotations of their covariance.</summary>
public sealed class PrincipalAxes
{
    // Axes along which points spread less than this share of the widest are rounding.
    private const double Flat = 1e-9;

    private readonly double[] _axes; // [component, feature], orthonormal

    /// <param name="points">Shape [point, feature].</param>
    /// <param name="count">Points.</param>
    public PrincipalAxes(ReadOnlySpan<double> points, int count)
    {
        var features = points.Length / count;
        FeatureCount = features;
        Mean = new double[features];
        for (var i = 0; i < points.Length; i++)
        {
            Mean[i % features] += points[i] / count;
        }

        var covariance = Covariance(points, count, Mean);
        var vectors = Diagonalise(covariance, features);
        var order = Enumerable.Range(0, features).OrderByDescending(k => covariance[(k * features) + k]).ToArray();
        Variances = [.. order.Select(k => Math.Max(0, covariance[(k * features) + k]))];
        _axes = new double[features * features];
        for (var k = 0; k < features; k++)
        {
            for (var f = 0; f < features; f++)
            {
                _axes[(k * features) + f] = vectors[(f * features) + order[k]];
            }
        }

        var widest = Math.Sqrt(Variances.DefaultIfEmpty(0).Max());
        Rank = widest < Flat ? 0 : Variances.Count(variance => Math.Sqrt(variance) > Flat * widest);
    }

    /// <summary>Features of a point.</summary>
    public int FeatureCount { get; }

    /// <summary>Mean of the points, shape [feature].</summary>
    public double[] Mean { get; }

    /// <summary>Variances along the axes, widest first, shape [component].</summary>
    public double[] Variances { get; }

    /// <summary>Dimensions that the points fill.</summary>
    public int Rank { get; }

    /// <summary>Axis of a component, shape [feature].</summary>
    public ReadOnlySpan<double> Axis(int component) => _axes.AsSpan(component * FeatureCount, FeatureCount);

    /// <summary>Components that together hold a share of the variance.</summary>
    public int ComponentsFor(double share)
    {
        var (sum, total) = (0.0, Variances.Sum());
        for (var k = 0; k < Variances.Length; k++)
        {
            sum += Variances[k];
            if (sum >= share * total)
            {
                return total > 0 ? k + 1 : 0;
            }
        }

        return Variances.Length;
    }

    /// <summary>A point in the components that are not flat, each with variance 1 over the points.</summary>
    /// <param name="point">Shape [feature].</param>
    /// <param name="whitened">Shape [<see cref="Rank"/>].</param>
    public void Whiten(ReadOnlySpan<double> point, Span<double> whitened)
    {
        for (var k = 0; k < Rank; k++)
        {
            var axis = Axis(k);
            var sum = 0.0;
            for (var f = 0; f < FeatureCount; f++)
            {
                sum += axis[f] * (point[f] - Mean[f]);
            }

            whitened[k] = sum / Math.Sqrt(Variances[k]);
        }
    }

    /// <summary>The point of the components; the inverse of <see cref="Whiten"/> for points in the span of those that made the axes.</summary>
    /// <param name="whitened">Shape [<see cref="Rank"/>].</param>
    /// <param name="point">Shape [feature].</param>
    public void Unwhiten(ReadOnlySpan<double> whitened, Span<double> point)
    {
        Mean.CopyTo(point);
        for (var k = 0; k < Rank; k++)
        {
            var axis = Axis(k);
            var along = whitened[k] * Math.Sqrt(Variances[k]);
            for (var f = 0; f < FeatureCount; f++)
            {
                point[f] += along * axis[f];
            }
        }
    }

    /// <summary>Covariance of points about their mean, divided by their number less one, shape [feature, feature].</summary>
    internal static double[] Covariance(ReadOnlySpan<double> points, int count, double[] mean)
    {
        var features = mean.Length;
        var covariance = new double[features * features];
        for (var p = 0; p < count; p++)
        {
            var point = points.Slice(p * features, features);
            for (var i = 0; i < features; i++)
            {
                for (var j = 0; j < features; j++)
                {
                    covariance[(i * features) + j] += (point[i] - mean[i]) * (point[j] - mean[j]) / Math.Max(1, count - 1);
                }
            }
        }

        return covariance;
    }

    // Cyclic Jacobi: the matrix becomes diagonal, the rotations are the eigenvectors, one a column.
    private static double[] Diagonalise(double[] matrix, int n)
    {
        const int MaximumSweeps = 60;
        var vectors = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            vectors[(i * n) + i] = 1;
        }

        for (var sweep = 0; sweep < MaximumSweeps; sweep++)
        {
            var largest = 0.0;
            for (var p = 0; p < n; p++)
            {
                for (var q = p + 1; q < n; q++)
                {
                    largest = Math.Max(largest, Math.Abs(matrix[(p * n) + q]));
                    Rotate(matrix, vectors, n, p, q);
                }
            }

            if (largest == 0)
            {
                break;
            }
        }

        return vectors;
    }

    private static void Rotate(double[] a, double[] vectors, int n, int p, int q)
    {
        var off = a[(p * n) + q];
        if (off == 0)
        {
            return;
        }

        var theta = (a[(q * n) + q] - a[(p * n) + p]) / (2 * off);
        var t = Math.CopySign(1, theta) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var c = 1 / Math.Sqrt((t * t) + 1);
        var s = t * c;
        for (var k = 0; k < n; k++)
        {
            (a[(k * n) + p], a[(k * n) + q]) = ((c * a[(k * n) + p]) - (s * a[(k * n) + q]), (s * a[(k * n) + p]) + (c * a[(k * n) + q]));
        }

        for (var k = 0; k < n; k++)
        {
            (a[(p * n) + k], a[(q * n) + k]) = ((c * a[(p * n) + k]) - (s * a[(q * n) + k]), (s * a[(p * n) + k]) + (c * a[(q * n) + k]));
            (vectors[(k * n) + p], vectors[(k * n) + q]) = ((c * vectors[(k * n) + p]) - (s * vectors[(k * n) + q]), (s * vectors[(k * n) + p]) + (c * vectors[(k * n) + q]));
        }

        (a[(p * n) + q], a[(q * n) + p]) = (0, 0);
    }
}
