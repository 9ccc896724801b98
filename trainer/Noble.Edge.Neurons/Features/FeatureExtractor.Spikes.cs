namespace Noble.Edge.Neurons;

/// <content>Peaks, the minima after them, beginnings and widths.</content>
public static partial class FeatureExtractor
{
    private const int SamplesAfterMinimum = 2;

    /// <summary>Index of the highest sample of each excursion over the threshold.</summary>
    private static int[] Peaks(ReadOnlySpan<double> voltage, double threshold)
    {
        var peaks = new List<int>();
        for (var i = 1; i < voltage.Length; i++)
        {
            if (!(voltage[i - 1] < threshold && voltage[i] >= threshold))
            {
                continue;
            }

            var peak = i;
            while (i < voltage.Length && voltage[i] >= threshold)
            {
                peak = voltage[i] > voltage[peak] ? i : peak;
                i++;
            }

            peaks.Add(peak);
        }

        return [.. peaks];
    }

    /// <summary>First minimum after each peak: the first sample that no later one undercuts before two have not.</summary>
    /// <returns>Index of each minimum; −1 where the trace ends on the way down.</returns>
    private static int[] MinimaAfter(ReadOnlySpan<double> voltage, int[] peaks)
    {
        var minima = new int[peaks.Length];
        for (var k = 0; k < peaks.Length; k++)
        {
            var stop = k + 1 < peaks.Length ? peaks[k + 1] : voltage.Length;
            var lowest = peaks[k];
            var notLower = 0;
            for (var i = peaks[k] + 1; i < stop && notLower < SamplesAfterMinimum; i++)
            {
                if (voltage[i] < voltage[lowest])
                {
                    lowest = i;
                    notLower = 0;
                }
                else
                {
                    notLower++;
                }
            }

            minima[k] = lowest == voltage.Length - 1 ? -1 : lowest;
        }

        return minima;
    }

    private static double Width(ReadOnlySpan<double> voltage, int from, int peak, int minimum, double step)
    {
        if (minimum < 0)
        {
            return double.NaN;
        }

        var half = (voltage[peak] + voltage[minimum]) / 2;
        var rise = peak;
        while (rise > from && voltage[rise - 1] >= half)
        {
            rise--;
        }

        var fall = peak;
        while (fall < minimum && voltage[fall] > half)
        {
            fall++;
        }

        if (rise == 0 || fall == peak)
        {
            return double.NaN;
        }

        var riseTime = rise - ((voltage[rise] - half) / (voltage[rise] - voltage[rise - 1]));
        var fallTime = fall - ((half - voltage[fall]) / (voltage[fall - 1] - voltage[fall]));
        return (fallTime - riseTime) * step;
    }

    private static double MeanAmplitude(
        ReadOnlySpan<double> voltage, int[] peaks, int[] minima, int start, int end, FeatureWindow window)
    {
        double sum = 0;
        var count = 0;
        for (var k = 0; k < peaks.Length; k++)
        {
            var from = Math.Max(k == 0 ? start : minima[k - 1], 1);
            var begin = Begin(voltage, from, Math.Min(peaks[k], Math.Max(end, from)), window);
            if (begin >= 0)
            {
                sum += voltage[peaks[k]] - voltage[begin];
                count++;
            }
        }

        return count == 0 ? double.NaN : sum / count;
    }

    /// <summary>First sample from which dV/dt (central difference) stays over the threshold, or −1.</summary>
    private static int Begin(ReadOnlySpan<double> voltage, int from, int to, FeatureWindow window)
    {
        var rise = window.DerivativeThresholdMillivoltsPerMillisecond * 2 * window.StepMilliseconds;
        var run = 0;
        for (var i = from; i <= to && i + 1 < voltage.Length; i++)
        {
            run = voltage[i + 1] - voltage[i - 1] >= rise ? run + 1 : 0;
            if (run == window.DerivativeWindowSamples)
            {
                return i - run + 1;
            }
        }

        return -1;
    }
}
