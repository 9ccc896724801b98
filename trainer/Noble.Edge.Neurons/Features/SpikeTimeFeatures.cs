using static Noble.Edge.Neurons.FeatureRule;

namespace Noble.Edge.Neurons;

/// <summary>Counts, times, intervals, rates and adaptation.</summary>
internal static class SpikeTimeFeatures
{
    private const double InitialShare = 0.1, SkippedShare = 0.1;

    private const int MostSkipped = 2, LeastSpikes = 4;

    public static IReadOnlyDictionary<string, string> Aliases { get; } = new Dictionary<string, string>
    {
        ["Spikecount"] = "spike_count",
        ["Spikecount_stimint"] = "spike_count_stimint",
        ["ISIs"] = "all_ISI_values",
        ["AP_Amplitude"] = "AP_amplitude",
        ["adaptation_index_2"] = "adaptation_index2",
    };

    public static IReadOnlyList<FeatureRule> Rules { get; } =
    [
        new("spike_count", "constant", "spikes in the trace", t => [t.Peaks.Length]),
        new("spike_count_stimint", "constant", "spikes that peak during the stimulus", t => [During(t).Length]),
        new("peak_time", "ms", "time of each peak", Times),
        new("mean_frequency", "Hz", "spikes during the stimulus over the time from its start to the last of them", t => t.Peaks.Length == 0 ? null : MeanFrequency(t)),
        new("time_to_first_spike", "ms", "from the stimulus' start to the first peak", t => First(FromStart(t))),
        new("time_to_second_spike", "ms", "from the stimulus' start to the second peak", t => Second(FromStart(t))),
        new("time_to_last_spike", "ms", "from the stimulus' start to the last peak", t => Last(FromStart(t))),
        new("inv_time_to_first_spike", "Hz", "one over time_to_first_spike", t => First(Inverse(FromStart(t)))),
        new("all_ISI_values", "ms", "every interval between peaks", Intervals),
        new("ISI_values", "ms", "intervals between peaks without the first", Counted),
        new("inv_ISI_values", "Hz", "one over each interval", t => Inverse(Intervals(t))),
        new("inv_first_ISI", "Hz", "one over the first interval", t => Nth(Inverse(Intervals(t)), 0)),
        new("inv_second_ISI", "Hz", "one over the second interval", t => Nth(Inverse(Intervals(t)), 1)),
        new("inv_third_ISI", "Hz", "one over the third interval", t => Nth(Inverse(Intervals(t)), 2)),
        new("inv_fourth_ISI", "Hz", "one over the fourth interval", t => Nth(Inverse(Intervals(t)), 3)),
        new("inv_fifth_ISI", "Hz", "one over the fifth interval", t => Nth(Inverse(Intervals(t)), 4)),
        new("inv_last_ISI", "Hz", "one over the last interval", t => Last(Inverse(Intervals(t)))),
        new("doublet_ISI", "ms", "the first interval", t => First(Intervals(t))),
        new("ISI_CV", "constant", "standard deviation of ISI_values over their mean", t => Counted(t) is { Length: > 1 } isi ? [Deviation(isi) / isi.Average()] : null),
        new("irregularity_index", "ms", "mean absolute change from one of ISI_values to the next", t => Counted(t) is { Length: > 1 } isi ? [Pairs(isi, (a, b) => Math.Abs(b - a)).Average()] : null),
        new("single_burst_ratio", "constant", "first of ISI_values over their mean", t => Counted(t) is { Length: > 1 } isi ? [isi[0] / isi.Average()] : null),
        new("ISI_log_slope", "ms", "slope of the logarithm of ISI_values over that of their number", t => LogSlope(Counted(t), Math.Log)),
        new("ISI_semilog_slope", "ms", "slope of the logarithm of ISI_values over their number", t => LogSlope(Counted(t), number => number)),
        new("adaptation_index", "constant", "mean relative change from one interval during the stimulus to the next, without the first spikes", t => Adaptation(t, Skipped(During(t).Length), LeastSpikes)),
        new("adaptation_index2", "constant", "mean relative change from one interval during the stimulus to the next, from the second on", t => Adaptation(t, 1, LeastSpikes - 1)),
        new("number_initial_spikes", "constant", "spikes in the first tenth of the stimulus", Initial),
    ];

    private static double[] Times(FeatureTrace trace) => trace.TimeAt(trace.Peaks);

    private static double[] During(FeatureTrace trace) => [.. Times(trace).Where(t => t >= trace.Start && t <= trace.End)];

    private static double[] FromStart(FeatureTrace trace) => [.. Times(trace).Select(t => t - trace.Start)];

    private static double[] Intervals(FeatureTrace trace) => Pairs(Times(trace), (a, b) => b - a);

    private static double[] Counted(FeatureTrace trace) => [.. Intervals(trace).Skip(trace.Window.IgnoreFirstInterval ? 1 : 0)];

    private static double[] Inverse(double[] values) => [.. values.Select(value => 1000 / value)];

    private static double[]? Nth(double[] values, int index) => index < values.Length ? [values[index]] : null;

    private static double[] Pairs(double[] values, Func<double, double, double> join) => [.. values.Skip(1).Select((value, k) => join(values[k], value))];

    private static double[] MeanFrequency(FeatureTrace trace)
    {
        var during = During(trace);
        return during.Length == 0 ? [0] : [1000 * during.Length / (during[^1] - trace.Start)];
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    private static double[]? LogSlope(double[] intervals, Func<double, double> scale) => intervals.Length < 2
        ? null
        : [LeastSquares.Slope([.. Enumerable.Range(1, intervals.Length).Select(number => scale(number))], [.. intervals.Select(interval => Math.Log(interval))])];

    private static int Skipped(int spikes) => Math.Min(MostSkipped, (int)((spikes * SkippedShare) + 0.5));

    private static double[]? Adaptation(FeatureTrace trace, int skipped, int leastLeft)
    {
        double[] times = [.. During(trace).Skip(skipped)];
        var intervals = Pairs(times, (a, b) => b - a);
        return times.Length < leastLeft ? null : [Pairs(intervals, (a, b) => (b - a) / (b + a)).Average()];
    }

    private static double[]? Initial(FeatureTrace trace)
    {
        var end = trace.Start + (InitialShare * (trace.End - trace.Start));
        return trace.Peaks.Length == 0 ? null : [Times(trace).Count(t => t >= trace.Start && t < end)];
    }
}
