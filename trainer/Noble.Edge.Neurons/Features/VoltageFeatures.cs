using static Noble.Edge.Neurons.FeatureRule;

namespace Noble.Edge.Neurons;

/// <summary>Rest, steady states, deflections, sag, input resistance and time constants.</summary>
internal static class VoltageFeatures
{
    /// <summary>Share of the time before the stimulus over which the base is taken.</summary>
    private const double BaseShare = 0.1;

    /// <summary>Share of the stimulus over which its steady state is taken.</summary>
    private const double SteadyShare = 0.1;

    /// <summary>Samples over which a deflection is taken, and samples left out between them and the stimulus' end.</summary>
    private const int DeflectionSamples = 5;

    private const int HyperSamples = 30;

    /// <summary>A time this close to the stimulus' start is still before it. [ms]</summary>
    private const double TimePrecision = 1e-10;

    private const double LongestBlock = 50; // [ms]

    private const double DeepHyperpolarisation = -75; // [mV]

    public static IReadOnlyList<FeatureRule> Rules { get; } =
    [
        new("voltage_base", "mV", "mean voltage over the last tenth of the time before the stimulus", t => One(Base(t))),
        new("steady_state_voltage", "mV", "mean voltage after the stimulus", t => One(AfterStimulus(t))),
        new("steady_state_voltage_stimend", "mV", "mean voltage over the last tenth of the stimulus", t => One(Steady(t))),
        new("steady_state_hyper", "mV", "mean voltage over 30 samples that end 5 before the stimulus does", t => One(SteadyHyper(t))),
        new("minimum_voltage", "mV", "lowest voltage during the stimulus", t => One(Extreme(t).Least)),
        new("maximum_voltage", "mV", "highest voltage during the stimulus", t => One(Extreme(t).Most)),
        new("maximum_voltage_from_voltagebase", "mV", "maximum_voltage less voltage_base", t => One(Extreme(t).Most - Base(t))),
        new("voltage_deflection", "mV", "mean over 5 samples before the stimulus' end, less the mean before the stimulus", t => One(Deflection(t))),
        new("voltage_deflection_begin", "mV", "mean from 5 to 15 % of the stimulus, less the mean before it", t => One(DeflectionBegin(t))),
        new("voltage_deflection_vb_ssse", "mV", "steady_state_voltage_stimend less voltage_base", t => One(Steady(t) - Base(t))),
        new("voltage_after_stim", "mV", "mean voltage over the middle half of the time after the stimulus", t => One(MiddleOfRest(t))),
        new("sag_amplitude", "mV", "steady_state_voltage_stimend less minimum_voltage, where the stimulus hyperpolarises", t => One(Sag(t))),
        new("sag_ratio1", "constant", "sag_amplitude over voltage_base less minimum_voltage", t => One(Ratio(Sag(t), Base(t) - Extreme(t).Least))),
        new("sag_ratio2", "constant", "voltage_base less steady_state_voltage_stimend, over voltage_base less minimum_voltage", t => One(Ratio(Base(t) - Steady(t), Base(t) - Extreme(t).Least))),
        new("sag_time_constant", "ms", "time constant from the minimum to nine tenths of the sag's decay", t => One(SagTimeConstant(t))),
        new("ohmic_input_resistance", "MΩ", "voltage_deflection over the stimulus' current", t => One(OverCurrent(t, Deflection(t)))),
        new("ohmic_input_resistance_vb_ssse", "MΩ", "voltage_deflection_vb_ssse over the stimulus' current", t => One(OverCurrent(t, Steady(t) - Base(t)))),
        new("time_constant", "ms", "membrane time constant from the fall after a hyperpolarising stimulus' start", t => One(Steady(t) <= Base(t) ? MembraneTimeConstant.Take(t) : double.NaN)),
        new("decay_time_constant_after_stim", "ms", "time constant from 1 to 10 ms after the stimulus' end", t => One(Decay(t))),
        new("depol_block", "constant", "1 where there is no depolarisation block, else undefined", t => IsBlocked(t) ? null : [1]),
        new("depol_block_bool", "constant", "1 for a depolarisation block, else 0", t => [IsBlocked(t) ? 1 : 0]),
    ];

    public static double Base(FeatureTrace trace)
    {
        var (from, to) = ((1 - BaseShare) * trace.Start, trace.Start);
        if (from >= to)
        {
            return double.NaN;
        }

        var end = trace.IndexAt(to);
        while (end < trace.Length && trace.Times[end] - to < TimePrecision)
        {
            end++;
        }

        return trace.Mean(trace.IndexAt(from), end);
    }

    public static double Steady(FeatureTrace trace) =>
        trace.Mean(trace.IndexAt(trace.End - (SteadyShare * (trace.End - trace.Start))), trace.IndexAt(trace.End));

    public static double[] One(double value) => [value];

    private static double AfterStimulus(FeatureTrace trace) => trace.Mean(After(trace, trace.End), trace.Length);

    private static double SteadyHyper(FeatureTrace trace)
    {
        var end = trace.IndexAt(trace.End) - DeflectionSamples;
        return end < HyperSamples ? double.NaN : trace.Mean(end - HyperSamples, end);
    }

    private static (double Least, double Most) Extreme(FeatureTrace trace)
    {
        var (from, to) = (trace.IndexAt(trace.Start), trace.IndexAt(Math.Min(trace.End, trace.Times[^1])));
        if (to <= from)
        {
            return (double.NaN, double.NaN);
        }

        var range = trace.Voltage.AsSpan(from, to - from);
        var (least, most) = (range[0], range[0]);
        foreach (var v in range)
        {
            (least, most) = (Math.Min(least, v), Math.Max(most, v));
        }

        return (least, most);
    }

    private static double Deflection(FeatureTrace trace)
    {
        var end = After(trace, trace.End);
        return end == trace.Length || end < 2 * DeflectionSamples
            ? double.NaN
            : trace.Mean(end - (2 * DeflectionSamples), end - DeflectionSamples) - trace.Mean(0, trace.IndexAt(trace.Start));
    }

    private static double DeflectionBegin(FeatureTrace trace)
    {
        var duration = trace.End - trace.Start;
        var from = trace.Start + (0.05 * duration);
        return trace.Mean(After(trace, from), After(trace, from + (0.1 * duration))) - trace.Mean(0, trace.IndexAt(trace.Start));
    }

    private static double MiddleOfRest(FeatureTrace trace)
    {
        var rest = trace.Times[^1] - trace.End;
        var to = After(trace, trace.End + (0.75 * rest));

        // The sample that is past the middle half is the last of the mean.
        return trace.Mean(trace.IndexAt(trace.End + (0.25 * rest)), Math.Min(to + 1, trace.Length));
    }

    private static double Sag(FeatureTrace trace) => Steady(trace) - Base(trace) <= 0 ? Steady(trace) - Extreme(trace).Least : double.NaN;

    private static double SagTimeConstant(FeatureTrace trace)
    {
        var sag = Sag(trace);
        var least = Extreme(trace).Least;
        if (double.IsNaN(sag))
        {
            return double.NaN;
        }

        var from = trace.FirstAtOrUnder(least, 0, trace.Length);
        var to = trace.FirstAtOrOver(Steady(trace) - (0.1 * sag), from, trace.Length);
        return to == trace.Length || to - from < 10 ? double.NaN : LogarithmicFit(trace, from, to, trace.Voltage[to]);
    }

    private static double OverCurrent(FeatureTrace trace, double deflection) =>
        trace.Window.StimulusCurrentNanoamperes is { } current and not 0 ? deflection / current : double.NaN;

    private static double Decay(FeatureTrace trace)
    {
        var (from, to) = trace.Window.DecayMilliseconds;
        var start = trace.IndexAt(trace.Start);
        return start == trace.Length
            ? double.NaN
            : LogarithmicFit(trace, trace.IndexAt(trace.End + from), trace.IndexAt(trace.End + to), trace.Voltage[start]);
    }

    /// <summary>Time constant of a range's distance from a reference.</summary>
    private static double LogarithmicFit(FeatureTrace trace, int from, int to, double reference) => to <= from
        ? double.NaN
        : Math.Abs(1 / LeastSquares.Slope(
            trace.Times.AsSpan(from, to - from),
            [.. trace.Voltage[from..to].Select(v => Math.Log(Math.Abs(v - reference)))]));

    private static bool IsBlocked(FeatureTrace trace)
    {
        if (trace.Begins is not { Length: > 0 } begins)
        {
            return false;
        }

        var last = Math.Min(trace.IndexAt(trace.End), trace.Length - 1);
        var ups = Crossings(trace, trace.VoltageAt(begins).Average(), up: true);
        var downs = Crossings(trace, trace.VoltageAt(begins).Average(), up: false);
        if (ups.Count == 0)
        {
            return true;
        }

        downs.RemoveAll(d => d < ups[0]);
        if (Longest(trace, ups, downs, last) > LongestBlock)
        {
            return true;
        }

        bool During(int i) => i > trace.IndexAt(trace.Start) && i < trace.IndexAt(trace.End);
        var falls = Crossings(trace, DeepHyperpolarisation, up: false).FindAll(During);
        return falls.Count > 0
            && Longest(trace, falls, Crossings(trace, DeepHyperpolarisation, up: true).FindAll(i => During(i) && i > falls[0]), last) > LongestBlock;
    }

    private static double Longest(FeatureTrace trace, List<int> starts, List<int> ends, int last) =>
        starts.Select((start, k) => trace.Times[k < ends.Count ? ends[k] : last] - trace.Times[start]).Max();

    private static List<int> Crossings(FeatureTrace trace, double level, bool up)
    {
        var crossings = new List<int>();
        for (var i = 0; i + 1 < trace.Length; i++)
        {
            var (before, after) = (trace.Voltage[i] > level, trace.Voltage[i + 1] > level);
            if (before != after && after == up)
            {
                crossings.Add(i);
            }
        }

        return crossings;
    }

    /// <summary>First index after a time; the length where there is none.</summary>
    private static int After(FeatureTrace trace, double time)
    {
        var index = trace.IndexAt(time);
        return index < trace.Length && trace.Times[index] == time ? index + 1 : index;
    }

    private static double Ratio(double a, double b) => b == 0 ? double.NaN : a / b;
}
