namespace Noble.Edge.Validation;

/// <summary>Straight lines through points on logarithmic axes.</summary>
internal static class Fit
{
    /// <summary>Least-squares slope of log y against log x.</summary>
    public static double Slope(IEnumerable<double> x, IEnumerable<double> y)
    {
        (double X, double Y)[] points = [.. x.Zip(y, (a, b) => (Math.Log(a), Math.Log(b)))];
        var meanX = points.Average(p => p.X);
        var meanY = points.Average(p => p.Y);
        return points.Sum(p => (p.X - meanX) * (p.Y - meanY)) / points.Sum(p => (p.X - meanX) * (p.X - meanX));
    }
}
