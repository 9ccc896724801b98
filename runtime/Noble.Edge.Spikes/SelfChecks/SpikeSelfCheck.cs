namespace Noble.Edge.Spikes;

/// <summary>Compares, on the machine where it runs, the detector's vector path with its scalar twin, and batches with what is read back from them.</summary>
public static class SpikeSelfCheck
{
    private const int LongestTrace = 150;
    private const float Level = -20;

    /// <summary>Runs the checks one after another.</summary>
    /// <returns>For each check its name, whether it passed and what was compared.</returns>
    public static IEnumerable<(string Name, bool? Passed, string Detail)> Run()
    {
        yield return ("spike detector, vector path against the scalar twin", ScanMatches(), $"a crossing at every place of traces of 0 to {LongestTrace} samples");
        yield return ("spike times, against the crossings of a known trace", TimesMatch(), "a ramp through the threshold every 5 ms, to the nanosecond");
        yield return ("spike batches, written and read", BatchMatches(), "1000 spikes");
    }

    private static bool ScanMatches()
    {
        for (var length = 0; length <= LongestTrace; length++)
        {
            for (var hit = -1; hit < length; hit++)
            {
                var low = new float[length];
                var high = new float[length];
                Array.Fill(low, -70);
                Array.Fill(high, 20);
                if (hit >= 0)
                {
                    (low[hit], high[hit]) = (high[hit], low[hit]);
                }

                if (CrossingScan.IndexOfAtLeast(low, Level) != hit
                    || CrossingScan.IndexOfAtLeastScalar(low, Level) != hit
                    || CrossingScan.IndexOfBelow(high, Level) != hit
                    || CrossingScan.IndexOfBelowScalar(high, Level) != hit)
                {
                    return false;
                }
            }
        }

        return true;
    }

    // Straight lines from -70 mV up to 30 mV within a millisecond, and down again: -20 mV is met half-way up.
    private static bool TimesMatch()
    {
        const int Samples = 1000;
        const double IntervalNanoseconds = 50_000;
        const double PeriodMilliseconds = 5;
        var trace = new float[Samples];
        for (var k = 0; k < Samples; k++)
        {
            var phase = ((k * IntervalNanoseconds / 1e6) + 1) % PeriodMilliseconds;
            trace[k] = (float)(-70 + (100 * Math.Max(0, phase <= 2 ? phase - 1 : 3 - phase)));
        }

        var options = new SpikeDetectorOptions { ThresholdMillivolts = Level, Interpolation = CrossingInterpolation.Linear };
        var detector = new SpikeDetector(1, options);
        var timeline = new SpikeTimeline(detector.MaximumSpikes(Samples, IntervalNanoseconds));
        timeline.Begin(0);
        detector.Detect(trace, Samples, 0, IntervalNanoseconds, timeline);
        if (timeline.Count != Samples * IntervalNanoseconds / 1e6 / PeriodMilliseconds)
        {
            return false;
        }

        for (var n = 0; n < timeline.Count; n++)
        {
            if (Math.Abs(timeline[n].TimeNanoseconds - (((PeriodMilliseconds * n) + 0.5) * 1e6)) > 1)
            {
                return false;
            }
        }

        return true;
    }

    private static bool BatchMatches()
    {
        var spikes = new SpikeEvent[1000];
        for (var i = 0; i < spikes.Length; i++)
        {
            spikes[i] = new SpikeEvent(5_000_000_000 + (i * 104_729L), i % 97);
        }

        var header = new SpikeBatchHeader { StreamId = 0x0123456789abcdef, Sequence = 7, SpikesBefore = 42, BaseTimeNanoseconds = spikes[0].TimeNanoseconds, Count = spikes.Length };
        var frame = new byte[SpikeBatchCodec.LengthOf(spikes.Length)];
        var read = new SpikeEvent[spikes.Length];
        return SpikeBatchCodec.TryWrite(frame, header, spikes, out var written, out _)
            && written == frame.Length
            && SpikeBatchCodec.TryRead(frame, out var readHeader, read, out _)
            && readHeader == header
            && read.AsSpan().SequenceEqual(spikes);
    }
}
