namespace Noble.Edge.Neurons;

/// <summary>One voltage trace of a recording.</summary>
public sealed record RecordedSweep
{
    /// <summary>Which sweep of the recording, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Voltage, shape [sample], mV; sample k is at k · <see cref="StepMilliseconds"/>, or at its own time.</summary>
    public required double[] VoltageMillivolts { get; init; }

    /// <summary>Step between samples, ms; the mean one where samples have times of their own.</summary>
    public required double StepMilliseconds { get; init; }

    /// <summary>Time of each sample, shape [sample], ms, rising; null for a fixed step from 0.</summary>
    public double[]? TimesMilliseconds { get; init; }

    /// <summary>Command or injected current, shape [sample], nA; null where it is not known.</summary>
    public double[]? CurrentNanoamperes { get; init; }

    /// <summary>The stimulus that the recording itself names; null where it names none.</summary>
    public SweepStimulus? Stimulus { get; init; }

    /// <summary>Whose trace it is, in a recording of several neurons.</summary>
    public string? ParameterSet { get; init; }

    /// <summary>Time of the last sample, ms.</summary>
    public double EndMilliseconds => Time(VoltageMillivolts.Length - 1);

    /// <summary>Time of a sample, ms.</summary>
    public double Time(int sample) => TimesMilliseconds is { } times ? times[sample] : sample * StepMilliseconds;

    /// <summary>A stimulus from its interval, with what the sweep's current says about it.</summary>
    /// <remarks>The window reaches from the last change of the current before the interval to the first one after the current has left it.</remarks>
    public SweepStimulus StimulusAt(double startMilliseconds, double endMilliseconds)
    {
        var stimulus = new SweepStimulus(startMilliseconds, endMilliseconds);
        if (CurrentNanoamperes is not { Length: > 0 } current)
        {
            return stimulus;
        }

        var start = Math.Min(SampleAt(startMilliseconds), current.Length);
        var end = Math.Clamp(SampleAt(endMilliseconds), start, current.Length);
        if (start == 0 || end == start)
        {
            return stimulus;
        }

        var before = current[start - 1];
        var farthest = current.AsSpan(start, end - start).ToArray().MaxBy(level => Math.Abs(level - before));
        var first = start - 1;
        while (first > 0 && current[first - 1] == before)
        {
            first--;
        }

        var last = end;
        while (last < current.Length && current[last] == current[Math.Min(end, current.Length - 1)])
        {
            last++;
        }

        return stimulus with
        {
            CurrentNanoamperes = farthest - before,
            HoldingNanoamperes = before,
            WindowStartMilliseconds = Time(first),
            WindowEndMilliseconds = last < current.Length ? Time(last) : double.PositiveInfinity,
        };
    }

    /// <summary>Features of the part of the sweep that a stimulus explains.</summary>
    /// <param name="stimulus">The stimulus.</param>
    /// <param name="settings">Thresholds and the interpolation; times of the trace and the stimulus are set here.</param>
    public FeatureValues Features(SweepStimulus stimulus, FeatureWindow settings)
    {
        ArgumentNullException.ThrowIfNull(stimulus);
        var (first, count) = Window(stimulus);
        var window = settings with
        {
            StepMilliseconds = StepMilliseconds,
            TraceStartMilliseconds = count > 0 ? Time(first) : 0,
            StimulusStartMilliseconds = stimulus.StartMilliseconds,
            StimulusEndMilliseconds = stimulus.EndMilliseconds,
            StimulusCurrentNanoamperes = stimulus.CurrentNanoamperes,
        };
        var voltage = VoltageMillivolts.AsSpan(first, count);
        return TimesMilliseconds is { } times
            ? ElectrophysiologicalFeatures.Extract(times.AsSpan(first, count), voltage, window)
            : ElectrophysiologicalFeatures.Extract(voltage, window);
    }

    /// <summary>Spikes during a stimulus.</summary>
    /// <param name="stimulus">The stimulus.</param>
    /// <param name="thresholdMillivolts">A spike crosses this voltage upwards, mV.</param>
    public StepResponse Response(SweepStimulus stimulus, double thresholdMillivolts = -20)
    {
        ArgumentNullException.ThrowIfNull(stimulus);
        var times = SpikeTimes.Detect(VoltageMillivolts, 1, thresholdMillivolts).Select(TimeBetweenSamples).ToArray();
        return new StepResponse(times, stimulus.StartMilliseconds, stimulus.EndMilliseconds);
    }

    private (int First, int Count) Window(SweepStimulus stimulus)
    {
        var first = SampleAt(stimulus.WindowStartMilliseconds);
        return (first, Math.Max(SampleAt(stimulus.WindowEndMilliseconds) - first, 0));
    }

    private double TimeBetweenSamples(double sample)
    {
        var below = (int)sample;
        return Time(below) + (sample > below ? (sample - below) * (Time(below + 1) - Time(below)) : 0);
    }

    /// <summary>First sample at or after a time; the length where there is none.</summary>
    private int SampleAt(double time)
    {
        if (TimesMilliseconds is { } times)
        {
            var index = Array.BinarySearch(times, time);
            return index < 0 ? ~index : index;
        }

        // A millionth of a sample is rounding of a product, not a time of its own.
        return (int)Math.Clamp(Math.Ceiling((time / StepMilliseconds) - 1e-6), 0, VoltageMillivolts.Length);
    }
}
