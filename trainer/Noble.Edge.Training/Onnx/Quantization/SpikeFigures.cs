namespace Noble.Edge.Training;

/// <summary>One set of rendered traces beside another: voltage and spikes.</summary>
public sealed record SpikeFigures
{
    /// <summary>|V - V'| / |V'| of the voltage in mV, the mean over traces [1].</summary>
    public required double RelativeL2 { get; init; }

    /// <summary>Spikes of the reference.</summary>
    public required int Spikes { get; init; }

    /// <summary>Sum of |n - n'| over the sum of n' [%]; 0 where neither has any, 100 where the reference alone has none.</summary>
    public required double CountErrorPercent { get; init; }

    /// <summary>Spikes of the reference with one within 1 ms, one to one [%]; 100 where it has none.</summary>
    public required double WithinOneMillisecondPercent { get; init; }

    /// <summary>Median distance in time of those pairs [ms]; null without any.</summary>
    public double? TimeErrorMilliseconds { get; init; }

    /// <summary>Their 95th percentile [ms]; null without any.</summary>
    public double? TimeErrorP95Milliseconds { get; init; }

    /// <summary>Compares traces one by one.</summary>
    /// <param name="reference">What is right.</param>
    /// <param name="others">What is judged, in the same order.</param>
    internal static SpikeFigures Compare(IReadOnlyList<RenderedTrace> reference, IReadOnlyList<RenderedTrace> others)
    {
        var (spikes, miscounted, error) = (0, 0, 0.0);
        var distances = new List<double>();
        for (var trace = 0; trace < reference.Count; trace++)
        {
            var (right, judged) = (reference[trace], others[trace]);
            spikes += right.Spikes.Length;
            miscounted += Math.Abs(judged.Spikes.Length - right.Spikes.Length);
            error += judged.RelativeL2(right) / reference.Count;
            distances.AddRange(SpikeMatching.Match(right.Spikes, judged.Spikes, EvaluationSettings.CoincidenceMilliseconds).Select(Math.Abs));
        }

        var times = ErrorSummary.Of(distances);
        return new SpikeFigures
        {
            RelativeL2 = Figures.Round(error),
            Spikes = spikes,
            CountErrorPercent = spikes > 0 ? Math.Round(100.0 * miscounted / spikes, 3) : miscounted > 0 ? 100 : 0,
            WithinOneMillisecondPercent = spikes > 0 ? Math.Round(100.0 * distances.Count / spikes, 3) : 100,
            TimeErrorMilliseconds = times is null ? null : Math.Round(times.Median, 5),
            TimeErrorP95Milliseconds = times is null ? null : Math.Round(times.P95, 5),
        };
    }
}
