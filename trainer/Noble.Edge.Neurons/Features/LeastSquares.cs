namespace Noble.Edge.Neurons;

/// <summary>A straight line through points.</summary>
public static class LeastSquares
{
    /// <summary>Slope of the line of least squares; NaN under two different abscissae.</summary>
    public static double Slope(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double meanX = 0, meanY = 0;
        for (var i = 0; i < x.Length; i++)
        {
            meanX += x[i] / x.Length;
            meanY += y[i] / x.Length;
        }

        double covariance = 0, variance = 0;
        for (var i = 0; i < x.Length; i++)
        {
            covariance += (x[i] - meanX) * (y[i] - meanY);
            variance += (x[i] - meanX) * (x[i] - meanX);
        }

        return variance > 0 ? covariance / variance : double.NaN;
    }
}
