namespace Noble.Edge.Neurons;

/// <content>Widths, durations and slopes.</content>
internal static partial class SpikeShapeFeatures
{
    private static double[] Widths(FeatureTrace trace)
    {
        int[] edges = trace.Window.StrictStimulusInterval
            ? [trace.IndexAt(trace.Start), .. trace.Minima.Where(m => m > trace.IndexAt(trace.Start) && m < trace.IndexAt(trace.End))]
            : [0, .. trace.Minima];
        var threshold = trace.Window.SpikeThresholdMillivolts;
        return [.. edges.Zip(edges.Skip(1), (from, to) =>
        {
            var rise = trace.FirstAtOrOver(threshold, from, to);
            return trace.Times[trace.FirstAtOrUnder(threshold, rise, to)] - trace.Times[rise];
        })];
    }

    private static double[] HalfWidths(FeatureTrace trace)
    {
        var widths = new double[trace.Minima.Length];
        var floor = trace.IndexAt(trace.Start);
        for (var k = 0; k < widths.Length; k++)
        {
            var (peak, minimum) = (trace.Peaks[k], trace.Minima[k]);
            var half = (trace.Voltage[peak] + trace.Voltage[minimum]) / 2;

            // A spike before the stimulus has all of the trace before it to rise in.
            var rise = trace.FirstAtOrOver(half, floor > peak ? 0 : floor, peak);
            var fall = trace.FirstAtOrUnder(half, peak, minimum);
            widths[k] = Crossing(trace, half, fall) - Crossing(trace, half, rise);
            floor = minimum;
        }

        return widths;
    }

    /// <summary>When the line through a sample and the one before it is at a level, ms; NaN at the first sample.</summary>
    private static double Crossing(FeatureTrace trace, double level, int i) => i == 0
        ? double.NaN
        : trace.Times[i] + ((trace.Times[i] - trace.Times[i - 1]) * (level - trace.Voltage[i]) / (trace.Voltage[i] - trace.Voltage[i - 1]));

    private static double[]? Durations(FeatureTrace trace) => trace.Begins is { } begins
        ? [.. begins.Zip(trace.Ends, (begin, end) => trace.Times[end] - trace.Times[begin])]
        : null;

    private static double[]? DurationHalfWidths(FeatureTrace trace)
    {
        if (trace.Begins is not { } begins || trace.Ends.Length < Math.Min(begins.Length, trace.Peaks.Length))
        {
            return null;
        }

        var widths = new double[Math.Min(begins.Length, trace.Peaks.Length)];
        for (var k = 0; k < widths.Length; k++)
        {
            var (begin, peak, end) = (begins[k], trace.Peaks[k], trace.Ends[k]);
            if (peak < begin || end < peak)
            {
                return null;
            }

            var half = (trace.Voltage[peak] + trace.Voltage[begin]) / 2;
            widths[k] = trace.Times[Nearest(trace, half, peak, end)] - trace.Times[Nearest(trace, half, begin, peak)];
        }

        return widths;
    }

    /// <summary>Index of the sample of a range that is nearest to a level; the first of equals, and of an empty range its start.</summary>
    private static int Nearest(FeatureTrace trace, double level, int from, int to)
    {
        var nearest = from;
        for (var i = from; i < to; i++)
        {
            nearest = Math.Abs(trace.Voltage[i] - level) < Math.Abs(trace.Voltage[nearest] - level) ? i : nearest;
        }

        return nearest;
    }

    private static double[]? BeginWidths(FeatureTrace trace)
    {
        int[] minima = [.. trace.Minima.Where(m => m > trace.IndexAt(trace.Start))];
        return trace.Begins is { } begins && begins.Length >= minima.Length
            ? [.. minima.Select((minimum, k) => minimum <= begins[k]
                ? double.NaN
                : trace.Times[trace.FirstAtOrUnder(trace.Voltage[begins[k]], begins[k] + 1, minimum)] - trace.Times[begins[k]])]
            : null;
    }

    private static double[]? Rise(FeatureTrace trace, Func<int, int, double> take) => trace.Begins is { Length: > 0 } begins
        ? [.. begins.Zip(trace.Peaks.Where(p => p > begins[0]), take)]
        : null;

    private static double[] Fall(FeatureTrace trace, Func<int, int, double> take) =>
        [.. trace.Peaks.Where(p => trace.Times[p] > trace.Start).Zip(trace.Ends, take)];

    private static double[]? Upstrokes(FeatureTrace trace)
    {
        if (trace.Begins is not { } begins)
        {
            return null;
        }

        var upstrokes = new List<double>();
        var k = 0;
        foreach (var begin in begins)
        {
            while (k < trace.Peaks.Length && trace.Peaks[k] <= begin)
            {
                k++;
            }

            if (k < trace.Peaks.Length)
            {
                upstrokes.Add(trace.Slopes[begin..trace.Peaks[k]].Max());
                k++;
            }
        }

        return [.. upstrokes];
    }

    private static double[] Downstrokes(FeatureTrace trace) =>
        [.. trace.Minima.Zip(trace.Peaks, (minimum, peak) => minimum > peak ? trace.Slopes[peak..minimum].Min() : double.NaN)];

    private static double[]? PhaseSlopes(FeatureTrace trace)
    {
        if (trace.Begins is not { } begins)
        {
            return null;
        }

        return [.. begins.Select(begin =>
        {
            var (before, after) = (begin - PhaseSlopeRange, begin + PhaseSlopeRange);
            return before < 0 || after >= trace.Length
                ? double.NaN
                : (trace.Slopes[after] - trace.Slopes[before]) / (trace.Voltage[after] - trace.Voltage[before]);
        })];
    }
}
