namespace Noble.Edge.Training;

/// <summary>How errors are spread over traces.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Mean">Mean.</param>
/// <param name="Median">Median.</param>
/// <param name="P95">95th percentile.</param>
public sealed record ErrorSummary(int Count, double Mean, double Median, double P95)
{
    /// <summary>The spread of the finite values; null where there are none.</summary>
    public static ErrorSummary? Of(IEnumerable<double> values, double scale = 1)
    {
        var sorted = values.Where(double.IsFinite).Select(value => scale * value).Order().ToArray();
        return sorted.Length == 0
            ? null
            : new ErrorSummary(sorted.Length, Figures.Round(sorted.Average()), Figures.Round(Quantile(sorted, 0.5)), Figures.Round(Quantile(sorted, 0.95)));
    }

    /// <summary>A quantile, linear between the two values that it falls between.</summary>
    /// <param name="sorted">Ascending, at least one.</param>
    /// <param name="share">0 to 1.</param>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[^1];
    }
}
