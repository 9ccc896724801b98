namespace Noble.Edge.Neurons;

/// <summary>
/// eFEL's <c>time_constant</c>: the fall of the voltage after the start of a hyperpolarising stimulus, from where it
/// falls to where it is flat, as an exponential whose offset is searched by golden sections. eFEL gives a number for a
/// depolarising stimulus too, which means nothing; here it is undefined.
/// </summary>
internal static class MembraneTimeConstant
{
    /// <summary>A slope closer to zero than this is flat. [mV/ms]</summary>
    private const double Flat = 5e-3;

    private const double FlatLength = 70; // [ms]

    /// <summary>Samples left out after the stimulus' start, for the transient of a bridge.</summary>
    private const int Transient = 10;

    private const int LeastSamples = 10, SteepSamples = 5;

    private const double GoldenRatio = 1.618033988;

    /// <summary>Largest offset under the last sample that is tried, and how finely. [mV]</summary>
    private const double LargestOffset = 5, OffsetTolerance = 0.01;

    public static double Take(FeatureTrace trace)
    {
        var begin = trace.IndexAt(trace.Start) + Transient;
        var middle = trace.IndexAt((trace.Start + trace.End) / 2);
        if (middle >= trace.Length || middle - begin < LeastSamples)
        {
            return double.NaN;
        }

        var (times, voltage) = (trace.Times[begin..middle], trace.Voltage[begin..middle]);
        var slopes = Slopes(times, voltage);
        var from = FallStart(slopes);
        var to = from < 0 ? -1 : FlatStart(times, slopes, from, trace.Times[middle] - FlatLength);
        return to - from < LeastSamples ? double.NaN : Fit(times[from..to], voltage[from..to]);
    }

    private static int FallStart(double[] slopes)
    {
        for (var i = 0; i + SteepSamples <= slopes.Length; i++)
        {
            if (Array.TrueForAll(slopes[i..(i + SteepSamples)], s => s <= -Flat))
            {
                return i;
            }
        }

        return -1;
    }

    private static int FlatStart(double[] times, double[] slopes, int from, double latest)
    {
        var i = from;
        for (; i < times.Length && times[i] < latest; i++)
        {
            if (slopes[i] + Flat <= 0)
            {
                continue;
            }

            var end = i;
            while (end < times.Length && times[end] - times[i] < FlatLength)
            {
                end++;
            }

            if (slopes[i..end].Average() + Flat > 0)
            {
                break;
            }
        }

        return i;
    }

    /// <summary>dV/dt by the five-point stencil, two- and one-sided at the ends. [mV/ms]</summary>
    private static double[] Slopes(double[] times, double[] voltage)
    {
        var (dv, dt) = (Stencil(voltage), Stencil(times));
        return [.. dv.Zip(dt, (v, t) => v / t)];
    }

    private static double[] Stencil(double[] x)
    {
        var d = new double[x.Length];
        for (var i = 0; i < d.Length; i++)
        {
            d[i] = i >= 2 && i < d.Length - 2 ? (-x[i + 2] + (8 * x[i + 1]) - (8 * x[i - 1]) + x[i - 2]) / 12
                : i == 0 ? x[1] - x[0]
                : i == d.Length - 1 ? x[^1] - x[^2]
                : (x[i + 1] - x[i - 1]) / 2;
        }

        return d;
    }

    private static double Fit(double[] times, double[] voltage)
    {
        double low = 0, high = LargestOffset, middle = high / (1 + GoldenRatio);
        var (slope, residual) = Line(times, voltage, middle);
        var right = true;
        while (high - low > OffsetTolerance)
        {
            var next = right ? ((middle * GoldenRatio) + high) / (1 + GoldenRatio) : (low + (GoldenRatio * middle)) / (1 + GoldenRatio);
            double nextResidual;
            (slope, nextResidual) = Line(times, voltage, next);
            if (nextResidual < residual)
            {
                (low, high) = right ? (middle, high) : (low, middle);
                (middle, residual) = (next, nextResidual);
            }
            else
            {
                (low, high) = right ? (low, next) : (next, high);
                right = !right;
            }
        }

        return -1 / slope;
    }

    /// <summary>Slope of the logarithm of the voltage over the last sample less an offset, and its residual relative to its range.</summary>
    private static (double Slope, double Residual) Line(double[] times, double[] voltage, double offset)
    {
        double[] logarithm = [.. voltage.Select(v => Math.Log(v - voltage[^1] + offset))];
        var slope = LeastSquares.Slope(times, logarithm);
        var intercept = logarithm.Average() - (slope * times.Average());
        var range = logarithm.Max() - logarithm.Min();
        return (slope, times.Zip(logarithm, (t, y) => y - intercept - (slope * t)).Sum(r => r * r) / (range * range));
    }
}
