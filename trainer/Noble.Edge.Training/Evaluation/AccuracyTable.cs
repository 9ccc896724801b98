using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Sums comparisons up into the rows of a manifest.</summary>
public static class AccuracyTable
{
    /// <summary>A row over all zones and one for each zone that has traces.</summary>
    public static IEnumerable<AccuracyRow> Rows(string split, IReadOnlyList<TraceComparison> traces)
    {
        if (traces.Count == 0)
        {
            yield break;
        }

        yield return Row(split, "all", traces);
        foreach (var (zone, name) in new[] { (FiringZone.SubThreshold, "sub-threshold"), (FiringZone.Transient, "transient"), (FiringZone.Repetitive, "repetitive") })
        {
            var inZone = traces.Where(trace => trace.Zone == zone).ToArray();
            if (inZone.Length > 0)
            {
                yield return Row(split, name, inZone);
            }
        }
    }

    private static AccuracyRow Row(string split, string zone, IReadOnlyList<TraceComparison> traces)
    {
        var trueSpikes = traces.Sum(trace => trace.TrueSpikes);
        var spikes = traces.Sum(trace => trace.Spikes);
        var matches = traces.SelectMany(trace => trace.Matches).Select(Math.Abs).Order().ToArray();
        return new AccuracyRow
        {
            Split = split,
            Zone = zone,
            Traces = traces.Count,
            RelativeL2Percent = Percent(traces.Average(trace => trace.RelativeL2)),
            SpikeCountErrorPercent = trueSpikes > 0 ? Percent(traces.Sum(trace => Math.Abs(trace.Spikes - trace.TrueSpikes)) / (double)trueSpikes) : null,
            SpikesWithinOneMillisecondPercent = trueSpikes > 0 ? Percent(matches.Length / (double)trueSpikes) : null,
            CoincidenceF1 = trueSpikes > 0 ? Math.Round(2.0 * matches.Length / (trueSpikes + spikes), 4) : null,
            SpikeTimeErrorMilliseconds = matches.Length > 0 ? Math.Round(matches[matches.Length / 2], 4) : null,
            AmplitudeErrorPercent = Mean(traces.Select(trace => 100 * trace.AmplitudeError)),
            Ap1WidthErrorPercent = Mean(traces.Select(trace => 100 * trace.Ap1WidthError)),
            SteadyStateErrorMillivolts = Mean(traces.Select(trace => trace.SteadyStateError)),
            FalseSpikes = spikes - matches.Length,
        };
    }

    private static double Percent(double share) => Math.Round(100 * share, 3);

    private static double? Mean(IEnumerable<double> values)
    {
        var numbers = values.Where(double.IsFinite).ToArray();
        return numbers.Length > 0 ? Math.Round(numbers.Average(), 3) : null;
    }
}
