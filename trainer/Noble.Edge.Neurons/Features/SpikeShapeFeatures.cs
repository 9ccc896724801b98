using static Noble.Edge.Neurons.FeatureRule;

namespace Noble.Edge.Neurons;

/// <summary>Peaks, amplitudes, beginnings, widths, rates and after-hyperpolarisations.</summary>
internal static partial class SpikeShapeFeatures
{
    private const int LeastForDepolarizedBase = 3, PhaseSlopeRange = 2;

    public static IReadOnlyList<FeatureRule> Rules { get; } =
    [
        new("peak_voltage", "mV", "voltage of each peak", Peaks),
        new("AP_height", "mV", "the same as peak_voltage", Peaks),
        new("AP1_peak", "mV", "voltage of the first peak", t => First(Peaks(t))),
        new("AP2_peak", "mV", "voltage of the second peak", t => Second(Peaks(t))),
        new("AP2_AP1_peak_diff", "mV", "second peak less the first", t => Peaks(t) is [var a, var b, ..] ? [b - a] : null),
        new("amp_drop_first_second", "mV", "first peak less the second", t => Peaks(t) is [var a, var b, ..] ? [a - b] : null),
        new("amp_drop_first_last", "mV", "first peak less the last", t => Peaks(t) is [var a, .., var b] ? [a - b] : null),
        new("amp_drop_second_last", "mV", "second peak less the last, of three or more", t => Peaks(t) is [_, var a, .., var b] ? [a - b] : null),
        new("max_amp_difference", "mV", "largest fall from one peak to the next", t => Peaks(t) is { Length: > 1 } p ? [p.Zip(p.Skip(1), (a, b) => a - b).Max()] : null),
        new("AP_amplitude", "mV", "peak less the voltage at the spike's begin, for spikes during the stimulus", Amplitudes),
        new("AP1_amp", "mV", "first of AP_amplitude", t => First(Amplitudes(t))),
        new("AP2_amp", "mV", "second of AP_amplitude", t => Second(Amplitudes(t))),
        new("APlast_amp", "mV", "last of AP_amplitude", t => Last(Amplitudes(t))),
        new("AP2_AP1_diff", "mV", "second of AP_amplitude less the first", t => Amplitudes(t) is [var a, var b, ..] ? [b - a] : null),
        new("mean_AP_amplitude", "mV", "mean of AP_amplitude", t => Amplitudes(t) is { Length: > 0 } a ? [a.Average()] : null),
        new("AP_amplitude_change", "constant", "relative change of AP_amplitude from the first", t => Change(Amplitudes(t))),
        new("AP_amplitude_diff", "mV", "change of AP_amplitude from one spike to the next", t => Amplitudes(t) is { } a ? [.. a.Zip(a.Skip(1), (x, y) => y - x)] : null),
        new("AP_amplitude_from_voltagebase", "mV", "peak less voltage_base", t => FromBase(t, Peaks(t))),
        new("AP_begin_voltage", "mV", "voltage where dV/dt goes over its threshold", t => Begins(t, t.VoltageAt)),
        new("AP1_begin_voltage", "mV", "first of AP_begin_voltage", t => First(Begins(t, t.VoltageAt))),
        new("AP2_begin_voltage", "mV", "second of AP_begin_voltage", t => Second(Begins(t, t.VoltageAt))),
        new("AP_begin_time", "ms", "time where dV/dt goes over its threshold", t => Begins(t, t.TimeAt)),
        new("AP_width", "ms", "time over the spike threshold", Widths),
        new("spike_half_width", "ms", "width half-way from the first minimum after the spike to its peak", HalfWidths),
        new("AP1_width", "ms", "first of spike_half_width", t => First(HalfWidths(t))),
        new("AP2_width", "ms", "second of spike_half_width", t => Second(HalfWidths(t))),
        new("APlast_width", "ms", "last of spike_half_width", t => Last(HalfWidths(t))),
        new("AP_duration", "ms", "from the spike's begin to its end", Durations),
        new("AP_duration_change", "constant", "relative change of AP_duration from the first", t => Change(Durations(t))),
        new("AP_duration_half_width", "ms", "width at half of AP_amplitude, in whole samples", DurationHalfWidths),
        new("AP_duration_half_width_change", "constant", "relative change of AP_duration_half_width from the first", t => Change(DurationHalfWidths(t))),
        new("AP_begin_width", "ms", "width at the voltage of the spike's begin", BeginWidths),
        new("AP1_begin_width", "ms", "first of AP_begin_width", t => First(BeginWidths(t))),
        new("AP2_begin_width", "ms", "second of AP_begin_width", t => Second(BeginWidths(t))),
        new("AP2_AP1_begin_width_diff", "ms", "second of AP_begin_width less the first", t => BeginWidths(t) is [var a, var b, ..] ? [b - a] : null),
        new("AP_rise_time", "ms", "from the spike's begin to its peak", t => Rise(t, (begin, peak) => t.Times[peak] - t.Times[begin])),
        new("AP_rise_rate", "V/s", "AP_amplitude over AP_rise_time", t => Rise(t, (begin, peak) => (t.Voltage[peak] - t.Voltage[begin]) / (t.Times[peak] - t.Times[begin]))),
        new("AP_rise_rate_change", "constant", "relative change of AP_rise_rate from the first", t => Change(Rise(t, (begin, peak) => (t.Voltage[peak] - t.Voltage[begin]) / (t.Times[peak] - t.Times[begin])))),
        new("AP_fall_time", "ms", "from the peak to the spike's end", t => Fall(t, (peak, end) => t.Times[end] - t.Times[peak])),
        new("AP_fall_rate", "V/s", "mean slope from the peak to the spike's end", t => Fall(t, (peak, end) => (t.Voltage[end] - t.Voltage[peak]) / (t.Times[end] - t.Times[peak]))),
        new("AP_fall_rate_change", "constant", "relative change of AP_fall_rate from the first", t => Change(Fall(t, (peak, end) => (t.Voltage[end] - t.Voltage[peak]) / (t.Times[end] - t.Times[peak])))),
        new("AP_peak_upstroke", "V/s", "steepest rise from the spike's begin to its peak", Upstrokes),
        new("AP_peak_downstroke", "V/s", "steepest fall from the peak to the first minimum after it", Downstrokes),
        new("AP_phaseslope", "1/(ms)", "slope of dV/dt over V at the spike's begin", PhaseSlopes),
        new("phaseslope_max", "V/s", "steepest rise of the trace", t => [t.Voltage.Zip(t.Voltage.Skip(1), (a, b) => b - a).Zip(t.Times.Zip(t.Times.Skip(1), (a, b) => b - a), (v, d) => v / d).Max()]),
        new("min_AHP_values", "mV", "voltage of the first minimum after each spike", Minima),
        new("AHP_depth_abs", "mV", "the same as min_AHP_values", Minima),
        new("AHP_depth", "mV", "first minimum after each spike less voltage_base", Depths),
        new("AHP_depth_diff", "mV", "change of AHP_depth from one spike to the next", t => Depths(t) is var d ? [.. d.Zip(d.Skip(1), (a, b) => b - a)] : null),
        new("AHP_depth_from_peak", "mV", "peak less the first minimum after it", FromPeak),
        new("AHP1_depth_from_peak", "mV", "first of AHP_depth_from_peak", t => First(FromPeak(t))),
        new("AHP2_depth_from_peak", "mV", "second of AHP_depth_from_peak", t => Second(FromPeak(t))),
        new("AHP_time_from_peak", "ms", "from the peak to the first minimum after it", t => [.. t.Minima.Zip(t.Peaks, (m, p) => t.Times[m] - t.Times[p])]),
        new("AHP_depth_abs_slow", "mV", "lowest voltage from 5 ms after a spike to the next, from the second spike on", t => t.VoltageAt(SlowMinima(t))),
        new("AHP_depth_slow", "mV", "AHP_depth_abs_slow less voltage_base", t => FromBase(t, t.VoltageAt(SlowMinima(t)))),
        new("AHP_slow_time", "constant", "where in the interval AHP_depth_abs_slow lies, 0 to 1", t => [.. SlowMinima(t).Select((m, k) => (t.Times[m] - t.Times[t.Peaks[k + 1]]) / (t.Times[t.Peaks[k + 2]] - t.Times[t.Peaks[k + 1]]))]),
        new("fast_AHP", "mV", "voltage at the spike's begin less the first minimum after it, without the last spike", FastDepths),
        new("fast_AHP_change", "constant", "relative change of fast_AHP from the first", t => Change(FastDepths(t))),
        new("min_voltage_between_spikes", "mV", "lowest voltage between each two peaks", t => [.. t.Peaks.Zip(t.Peaks.Skip(1), (a, b) => t.Voltage[a..b].Min())]),
        new("depolarized_base", "mV", "mean voltage from each spike's end to the next one's begin", DepolarizedBases),
    ];

    private static double[] Peaks(FeatureTrace trace) => trace.VoltageAt(trace.Peaks);

    private static double[] Minima(FeatureTrace trace) => trace.VoltageAt(trace.Minima);

    private static double[] Depths(FeatureTrace trace) => FromBase(trace, Minima(trace));

    private static double[] FromBase(FeatureTrace trace, double[] voltages)
    {
        var rest = VoltageFeatures.Base(trace);
        return [.. voltages.Select(v => v - rest)];
    }

    private static double[] FromPeak(FeatureTrace trace) =>
        [.. trace.Minima.Zip(trace.Peaks, (m, p) => trace.Voltage[p] - trace.Voltage[m])];

    private static double[]? Begins(FeatureTrace trace, Func<int[], double[]> take) => trace.Begins is { } begins ? take(begins) : null;

    private static double[]? Amplitudes(FeatureTrace trace)
    {
        int[] during = [.. trace.Peaks.Where(p => trace.Times[p] >= trace.Start && trace.Times[p] <= trace.End)];
        return trace.Begins is { } begins && during.Length <= begins.Length
            ? [.. during.Select((peak, k) => trace.Voltage[peak] - trace.Voltage[begins[k]])]
            : null;
    }

    private static double[]? FastDepths(FeatureTrace trace) => trace.Begins is { Length: > 0 } begins && begins.Length - 1 <= trace.Minima.Length
        ? [.. begins.SkipLast(1).Select((begin, k) => trace.Voltage[begin] - trace.Voltage[trace.Minima[k]])]
        : null;

    private static int[] SlowMinima(FeatureTrace trace)
    {
        const double Delay = 5; // [ms]
        var minima = new List<int>();
        for (var k = 1; k + 1 < trace.Peaks.Length; k++)
        {
            var (from, to) = (Math.Min(trace.IndexAt(trace.Times[trace.Peaks[k]] + Delay), trace.Peaks[k + 1]), trace.Peaks[k + 1]);
            var lowest = from;
            for (var i = from; i < to; i++)
            {
                lowest = trace.Voltage[i] < trace.Voltage[lowest] ? i : lowest;
            }

            minima.Add(lowest);
        }

        return [.. minima];
    }

    private static double[]? DepolarizedBases(FeatureTrace trace)
    {
        if (trace.Begins is not { } begins || Math.Min(begins.Length, trace.Ends.Length) is var count && count < LeastForDepolarizedBase)
        {
            return null;
        }

        return [.. Enumerable.Range(0, count - 1)
            .Where(k => trace.Ends[k] < begins[k + 1])
            .Select(k => trace.Mean(trace.Ends[k], begins[k + 1]))];
    }
}
