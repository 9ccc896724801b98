namespace Noble.Edge.Trainer;

/// <summary>Mean and standard deviation.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="Deviation">Standard deviation of the sample, 0 for one value.</param>
internal readonly record struct MeanAndSpread(double Mean, double Deviation)
{
    /// <summary>Of at least one value.</summary>
    public static MeanAndSpread Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        var mean = all.Average();
        return new MeanAndSpread(mean, all.Length > 1 ? Math.Sqrt(all.Sum(value => (value - mean) * (value - mean)) / (all.Length - 1)) : 0);
    }
}
