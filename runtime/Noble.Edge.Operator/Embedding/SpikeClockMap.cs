namespace Noble.Edge.Operator;

/// <summary>
/// From a latent point to spike-clock coefficients: a linear trend and a Gaussian kernel around each training neuron.
/// </summary>
/// <remarks>
/// c(z) = [1, z] T + sum_i exp(-|z - z_i|^2 / (2 l^2)) A_i, with z the features scaled to [-1, 1] and z_i the training points.
/// The map is linear in the training coefficients, so the phases it predicts are those of a kernel regression on the phases themselves.
/// </remarks>
public sealed class SpikeClockMap
{
    private readonly int[] _features; // indices of the latent features that the map looks at
    private readonly double[] _points; // [point, map feature], scaled to [-1, 1]
    private readonly double[] _trend; // [1 + map feature, coefficient]
    private readonly double[] _weights; // [point, coefficient]
    private readonly double _lengthScale; // in units of the scaled features
    private readonly int _coefficients;

    /// <param name="latent">The latent space with its training points.</param>
    /// <param name="features">Indices of the latent features that the map looks at.</param>
    /// <param name="trend">[1 + map feature, coefficient].</param>
    /// <param name="weights">[point, coefficient].</param>
    /// <param name="lengthScale">Width of the kernel, in units of the scaled features.</param>
    /// <param name="coefficients">Coefficients of a neuron's clock.</param>
    public SpikeClockMap(LatentSpace latent, int[] features, double[] trend, double[] weights, double lengthScale, int coefficients)
    {
        if (trend.Length != (1 + features.Length) * coefficients || weights.Length != latent.PointCount * coefficients || !(lengthScale > 0))
        {
            throw new ArgumentException(
                $"spike-clock map: {trend.Length} trend, {weights.Length} weights and length scale {lengthScale} " +
                $"do not fit {latent.PointCount} points, {features.Length} features and {coefficients} coefficients", nameof(weights));
        }

        _points = PointsOf(latent, features);
        (_trend, _weights, _lengthScale, _features, _coefficients) = (trend, weights, lengthScale, features, coefficients);
    }

    /// <summary>[1 + map feature, coefficient].</summary>
    public ReadOnlySpan<double> Trend => _trend;

    /// <summary>[point, coefficient].</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>Width of the kernel, in units of the scaled features.</summary>
    public double LengthScale => _lengthScale;

    /// <summary>Writes the coefficients at a latent point.</summary>
    /// <param name="centred">All latent features scaled to [-1, 1], shape [feature].</param>
    /// <param name="coefficients">Shape [coefficient].</param>
    public void Evaluate(ReadOnlySpan<double> centred, Span<double> coefficients)
    {
        _trend.AsSpan(0, _coefficients).CopyTo(coefficients);
        Span<double> used = stackalloc double[_features.Length];
        for (var f = 0; f < used.Length; f++)
        {
            used[f] = centred[_features[f]];
            Accumulate(used[f], _trend.AsSpan((1 + f) * _coefficients, _coefficients), coefficients);
        }

        for (var i = 0; i < _weights.Length / _coefficients; i++)
        {
            var kernel = Kernel(used, _points.AsSpan(i * used.Length, used.Length), _lengthScale);
            Accumulate(kernel, _weights.AsSpan(i * _coefficients, _coefficients), coefficients);
        }
    }

    /// <summary>exp(-|a - b|^2 / (2 l^2)).</summary>
    public static double Kernel(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double lengthScale)
    {
        var distance = 0.0;
        for (var f = 0; f < a.Length; f++)
        {
            distance += (a[f] - b[f]) * (a[f] - b[f]);
        }

        return Math.Exp(-distance / (2 * lengthScale * lengthScale));
    }

    /// <summary>The training points in the features that a map looks at, [point, map feature], scaled to [-1, 1].</summary>
    public static double[] PointsOf(LatentSpace latent, int[] features)
    {
        var points = new double[latent.PointCount * features.Length];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = latent.Centred[(i / features.Length * latent.FeatureCount) + features[i % features.Length]];
        }

        return points;
    }

    private static void Accumulate(double factor, ReadOnlySpan<double> row, Span<double> sum)
    {
        for (var c = 0; c < sum.Length; c++)
        {
            sum[c] += factor * row[c];
        }
    }
}
