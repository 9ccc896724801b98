namespace Noble.Edge.Neurons;

/// <summary>Takes the features of a trace on the trace's own grid.</summary>
/// <remarks>
/// eFEL (Blue Brain Project) first interpolates to 0.1 ms; to compare with it, hand over a trace on that grid.
/// </remarks>
public static partial class FeatureExtractor
{
    /// <summary>Intervals that the adaptation ratio averages at each end.</summary>
    private const int AdaptationIntervals = 3;

    /// <summary>Takes every feature.</summary>
    /// <param name="voltage">Voltage, mV.</param>
    /// <param name="window">Timing of the trace.</param>
    public static TraceFeatures Extract(ReadOnlySpan<double> voltage, FeatureWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        var start = Index(window.StimulusStartMilliseconds, window);
        var end = Index(window.StimulusEndMilliseconds, window);
        if (start < 1 || end <= start + 1 || end > voltage.Length)
        {
            throw new ArgumentException(
                $"Stimulus is samples {start}..{end} of a trace of {voltage.Length}; expected it inside the trace, after its first sample.",
                nameof(window));
        }

        // As in eFEL, the sample at the stimulus' start belongs to the rest before it, and the one at its end not to what follows.
        var rest = Mean(voltage, Index(0.9 * window.StimulusStartMilliseconds, window), start + 1);
        var tenth = 0.1 * (window.StimulusEndMilliseconds - window.StimulusStartMilliseconds);
        var steady = Mean(voltage, Index(window.StimulusEndMilliseconds - tenth, window), end);
        var peaks = Peaks(voltage, window.SpikeThresholdMillivolts);
        var minima = MinimaAfter(voltage, peaks);
        var times = peaks.Select(p => p * window.StepMilliseconds).ToArray();
        var lastInside = Array.FindLastIndex(times, t => t <= window.StimulusEndMilliseconds);
        var inside = times.Take(lastInside + 1).Count(t => t >= window.StimulusStartMilliseconds);
        return new TraceFeatures
        {
            VoltageBaseMillivolts = rest,
            SteadyStateVoltageMillivolts = Mean(voltage, end + 1, voltage.Length),
            SteadyStateVoltageStimEndMillivolts = steady,
            SagAmplitudeMillivolts = steady < rest ? steady - Minimum(voltage[start..end]) : double.NaN,
            SpikeCount = peaks.Length,
            MeanFrequencyHertz = inside == 0 ? 0 : 1000 * inside / (times[lastInside] - window.StimulusStartMilliseconds),
            TimeToFirstSpikeMilliseconds = peaks.Length == 0 ? double.NaN : times[0] - window.StimulusStartMilliseconds,
            InverseFirstIntervalHertz = peaks.Length < 2 ? double.NaN : 1000 / (times[1] - times[0]),
            FirstPeakMillivolts = peaks.Length == 0 ? double.NaN : voltage[peaks[0]],
            FirstWidthMilliseconds = peaks.Length == 0 ? double.NaN : Width(voltage, start, peaks[0], minima[0], window.StepMilliseconds),
            MeanAmplitudeMillivolts = MeanAmplitude(voltage, peaks, minima, start, end, window),
            AhpDepthMillivolts = MeanAt(voltage, minima) - rest,
            AdaptationRatio = Adaptation(times),
            PeakTimesMilliseconds = times,
        };
    }

    private static int Index(double time, FeatureWindow window) =>
        (int)Math.Ceiling((time / window.StepMilliseconds) - 1e-6);

    private static double Adaptation(double[] times)
    {
        if (times.Length < (2 * AdaptationIntervals) + 1)
        {
            return double.NaN;
        }

        return (times[^1] - times[^(AdaptationIntervals + 1)]) / (times[AdaptationIntervals] - times[0]);
    }

    /// <summary>Mean over a range; NaN where it is empty.</summary>
    private static double Mean(ReadOnlySpan<double> voltage, int from, int to)
    {
        if (to <= from)
        {
            return double.NaN;
        }

        double sum = 0;
        for (var i = from; i < to; i++)
        {
            sum += voltage[i];
        }

        return sum / (to - from);
    }

    /// <summary>Mean over indices of 0 or more; NaN without one.</summary>
    private static double MeanAt(ReadOnlySpan<double> voltage, int[] indices)
    {
        double sum = 0;
        var count = 0;
        foreach (var i in indices)
        {
            sum += i < 0 ? 0 : voltage[i];
            count += i < 0 ? 0 : 1;
        }

        return sum / count;
    }

    private static double Minimum(ReadOnlySpan<double> voltage)
    {
        var least = double.PositiveInfinity;
        foreach (var v in voltage)
        {
            least = Math.Min(least, v);
        }

        return least;
    }
}
