namespace Noble.Edge.Host;

/// <summary>Times of one trace, over the measurements of a run [ms].</summary>
internal sealed record BenchTiming
{
    public required double Best { get; init; }

    public required double P50 { get; init; }

    public required double P90 { get; init; }

    public required int Measurements { get; init; }

    /// <summary>Of measurements in any order, at least one.</summary>
    public static BenchTiming Of(List<double> milliseconds)
    {
        milliseconds.Sort();
        return new BenchTiming
        {
            Best = milliseconds[0],
            P50 = milliseconds[(int)(0.5 * (milliseconds.Count - 1))],
            P90 = milliseconds[(int)(0.9 * (milliseconds.Count - 1))],
            Measurements = milliseconds.Count,
        };
    }
}
