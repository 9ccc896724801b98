using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Sums comparisons up into the rows of a manifest.</summary>
public static class AccuracyTable
{
    /// <summary>Name of the row over all zones.</summary>
    public const string AllZones = "all";

    private static readonly int Amplitude = EvaluatedFeatures.IndexOf("mean_AP_amplitude");
    private static readonly int Width = EvaluatedFeatures.IndexOf("AP1_width");
    private static readonly int Steady = EvaluatedFeatures.IndexOf("steady_state_voltage_stimend");
    private static readonly int Sag = EvaluatedFeatures.IndexOf("sag_amplitude");

    /// <summary>A row over all zones and one for each zone that has traces.</summary>
    public static IEnumerable<AccuracyRow> Rows(string split, IReadOnlyList<TraceComparison> traces)
    {
        foreach (var (zone, inZone) in Groups(traces))
        {
            yield return Row(split, zone, inZone);
        }
    }

    /// <summary>All traces, and those of each zone that has any, by zone.</summary>
    public static IEnumerable<(string Zone, IReadOnlyList<TraceComparison> Traces)> Groups(IReadOnlyList<TraceComparison> traces)
    {
        if (traces.Count == 0)
        {
            yield break;
        }

        yield return (AllZones, traces);
        foreach (var zone in FiringZones.All)
        {
            var inZone = traces.Where(trace => trace.Zone == zone).ToArray();
            if (inZone.Length > 0)
            {
                yield return (FiringZones.Name(zone), inZone);
            }
        }
    }

    /// <summary>The figures of one group, which has at least one trace.</summary>
    public static AccuracyRow Row(string split, string zone, IReadOnlyList<TraceComparison> traces)
    {
        var trueSpikes = traces.Sum(trace => trace.TrueSpikes);
        var spikes = traces.Sum(trace => trace.Spikes);
        var voltage = ErrorSummary.Of(traces.Select(trace => trace.RelativeL2), 100);
        var times = ErrorSummary.Of(traces.SelectMany(trace => trace.Matches).Select(Math.Abs));
        var matched = times?.Count ?? 0;
        var silent = traces.Where(trace => trace.TrueSpikes == 0 && trace.Spikes == 0).ToArray();
        var firing = traces.Where(trace => trace.TrueSpikes > 0 || trace.Spikes > 0).ToArray();
        return new AccuracyRow
        {
            Split = split,
            Zone = zone,
            Traces = traces.Count,
            RelativeL2Percent = Math.Round(voltage?.Mean ?? double.NaN, 3),
            RelativeL2MedianPercent = Three(voltage?.Median),
            RelativeL2P95Percent = Three(voltage?.P95),
            SpikeCountErrorPercent = PerSpike(100.0 * traces.Sum(trace => Math.Abs(trace.Spikes - trace.TrueSpikes))),
            SpikesWithinOneMillisecondPercent = PerSpike(100.0 * matched),
            CoincidenceF1 = trueSpikes > 0 ? Math.Round(2.0 * matched / (trueSpikes + spikes), 4) : null,
            SpikeTimeErrorMilliseconds = times is null ? null : Math.Round(times.Median, 4),
            SpikeTimeErrorP95Milliseconds = times is null ? null : Math.Round(times.P95, 4),
            VictorPurpuraPerSpike = PerSpike(traces.Sum(trace => trace.VictorPurpura)),
            VanRossumDistance = Three(ErrorSummary.Of(firing.Select(trace => trace.VanRossum))?.Mean),
            AmplitudeErrorPercent = Mean(traces, Amplitude),
            Ap1WidthErrorPercent = Mean(traces, Width),
            Ap1WidthErrorMedianPercent = Three(ErrorSummary.Of(traces.Select(trace => trace.RelativeFeatureError(Width)), 100)?.Median),
            SteadyStateErrorMillivolts = Three(ErrorSummary.Of(silent.Select(trace => trace.FeatureError(Steady)))?.Mean),
            SteadyStateErrorPercent = Mean(silent, Steady),
            SagErrorPercent = Mean(silent, Sag),
            FalseSpikes = spikes - matched,
        };

        double? PerSpike(double sum) => trueSpikes > 0 ? Math.Round(sum / trueSpikes, 3) : null;
    }

    private static double? Mean(IEnumerable<TraceComparison> traces, int feature) =>
        Three(ErrorSummary.Of(traces.Select(trace => trace.RelativeFeatureError(feature)), 100)?.Mean);

    private static double? Three(double? value) => value is { } number ? Math.Round(number, 3) : null;
}
