namespace Noble.Edge.Neurons;

/// <content>Where spikes peak, begin, end and reach their first minimum.</content>
internal sealed partial class FeatureTrace
{
    /// <summary>Samples that must not undercut a minimum for it to count.</summary>
    private const int SamplesAfterMinimum = 2;

    private int[] FindPeaks()
    {
        var threshold = Window.SpikeThresholdMillivolts;
        var peaks = new List<int>();
        var peak = -1;
        for (var i = 1; i < Length; i++)
        {
            if (Voltage[i] >= threshold)
            {
                if (Voltage[i - 1] < threshold)
                {
                    peak = i;
                }
                else if (peak >= 0 && Voltage[i] > Voltage[peak])
                {
                    peak = i;
                }
            }
            else if (peak >= 0)
            {
                // An excursion that the trace's end cuts off never gets here: it is no spike.
                peaks.Add(peak);
                peak = -1;
            }
        }

        return Window.StrictStimulusInterval ? [.. peaks.Where(p => Times[p] >= Start && Times[p] <= End)] : [.. peaks];
    }

    private int[] FindMinima()
    {
        var end = Window.StrictStimulusInterval ? IndexAt(End) : Length;
        var minima = new List<int>();
        for (var k = 0; k < Peaks.Length; k++)
        {
            var stop = k + 1 < Peaks.Length ? Peaks[k + 1] : end;
            if (stop <= Peaks[k])
            {
                continue;
            }

            var minimum = FirstMinimum(Peaks[k], stop);
            if (minimum != end - 1)
            {
                minima.Add(minimum);
            }
        }

        return [.. minima];
    }

    /// <summary>First sample of a range that the two after it do not undercut.</summary>
    private int FirstMinimum(int from, int to)
    {
        var lowest = from;
        var notLower = 0;
        for (var i = from + 1; i < to && notLower < SamplesAfterMinimum; i++)
        {
            if (Voltage[i] < Voltage[lowest])
            {
                lowest = i;
                notLower = 0;
            }
            else
            {
                notLower++;
            }
        }

        return lowest;
    }

    private int[]? FindBegins()
    {
        var stimulus = IndexAt(Start);

        // Two samples early: with a summed time grid the stimulus may start a sample before its index.
        int[] floors = [Math.Max(stimulus - 2, 0), .. Minima.Where(m => m > stimulus)];
        int[] peaks = [.. Peaks.Where(p => p > stimulus)];
        if (floors.Length < peaks.Length)
        {
            return null;
        }

        var begins = new List<int>();
        for (var k = 0; k < peaks.Length; k++)
        {
            if (Begin(floors[k], peaks[k]) is var begin and >= 0)
            {
                begins.Add(begin);
            }
        }

        return [.. begins];
    }

    /// <summary>Looks back from the peak for the last sample from which dV/dt stays over the threshold long enough; −1 where there is none.</summary>
    private int Begin(int floor, int peak)
    {
        var threshold = Window.DerivativeThresholdMillivoltsPerMillisecond;
        var width = Window.DerivativeWindowSamples;
        var last = peak;
        while (true)
        {
            var begin = last;
            while (begin > floor && !(Slopes[begin - 1] <= threshold))
            {
                begin--;
            }

            begin = Math.Min(begin, Length - width);
            if (begin <= floor)
            {
                return -1;
            }

            var steep = true;
            for (var i = begin; i < begin + width; i++)
            {
                steep &= !(Slopes[i] < threshold);
            }

            if (steep)
            {
                return begin;
            }

            last = begin - 1;
        }
    }

    private int[] FindEnds()
    {
        var stimulus = IndexAt(Start);
        int[] peaks = [.. Peaks.Where(p => p > stimulus), Length - 1];
        var ends = new List<int>();
        for (var k = 0; k + 1 < peaks.Length; k++)
        {
            var (from, to) = (peaks[k] + 1, peaks[k + 1]);
            if (from >= to)
            {
                continue;
            }

            var i = from;
            for (var steepest = from; steepest < to; steepest++)
            {
                i = Slopes[steepest] < Slopes[i] ? steepest : i;
            }

            while (i < to && !(Slopes[i] >= Window.DownwardDerivativeThresholdMillivoltsPerMillisecond))
            {
                i++;
            }

            if (i < to)
            {
                ends.Add(i);
            }
        }

        return [.. ends];
    }
}
