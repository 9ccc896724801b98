namespace Noble.Edge.Neurons;

/// <content>Peaks, the minima after them, beginnings and widths.</content>
public static partial class FeatureExtractor
{
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

    /// <summary>Lowest sample between each peak and the next; after the last peak, up to the stimulus' end.</summary>
    private static int[] MinimaAfter(ReadOnlySpan<double> voltage, int[] peaks, int end)
    {
        var minima = new int[peaks.Length];
        for (var k = 0; k < peaks.Length; k++)
        {
            var stop = k + 1 < peaks.Length ? peaks[k + 1] : Math.Max(end, peaks[k] + 1);
            if (k + 1 == peaks.Length && peaks[k] >= end - 1)
            {
                // A spike at or after the stimulus' end has its minimum in what follows.
                stop = voltage.Length;
            }

            minima[k] = peaks[k];
            for (var i = peaks[k]; i < stop; i++)
            {
                minima[k] = voltage[i] < voltage[minima[k]] ? i : minima[k];
            }
        }

        return minima;
    }

    private static double Width(ReadOnlySpan<double> voltage, int from, int peak, int minimum, double step)
    {
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
