using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>The machine's own wake-ups at 1 kHz, as cyclictest measures them, and the pacer's spikes at the same rate, turn by turn.</summary>
internal static class WakeLoop
{
    private const long Interval = 1_000_000; // [ns]
    private const int RoundWakes = 500;

    /// <summary>Measures both.</summary>
    internal static (SelfTestRow Baseline, SelfTestRow Pacing, RealtimeFacts Facts) Run(SelfTestOptions options, MonotonicClock clock)
    {
        var (baseline, pacing) = (new LatenessHistogram(), new LatenessHistogram());
        var wakes = Math.Max(1, (int)(options.Duration.Ticks * 100 / Interval));
        var (slow, late, lost) = (0L, 0L, 0L);
        var facts = RealtimeFacts.None;
        var warmUp = (int)TriggerTrain.WarmUp(wakes);
        Bench.RunAsPacer(options.Pacer, () => Wake(warmUp, new LatenessHistogram(), clock));
        Pace(warmUp, options.Pacer, new LatenessHistogram(), clock);
        for (var done = 0; done < wakes; done += RoundWakes)
        {
            var count = Math.Min(RoundWakes, wakes - done);
            Bench.RunAsPacer(options.Pacer, () => slow += Wake(count, baseline, clock));
            (var roundLate, var roundLost, facts) = Pace(count, options.Pacer, pacing, clock);
            (late, lost) = (late + roundLate, lost + roundLost);
        }

        return (
            SelfTestRow.Of(SelfTestReport.Baseline, "a thread of the pacer's rank is woken every 1 ms", baseline, wakes, baseline.Count, 0, slow),
            SelfTestRow.Of(SelfTestReport.Pacing, "a spike every 1 ms, from its time to its port", pacing, wakes, pacing.Count, lost, late),
            facts);
    }

    private static long Wake(int count, LatenessHistogram times, MonotonicClock clock)
    {
        var (next, slow) = (clock.NowNanoseconds, 0L);
        for (var i = 0; i < count; i++)
        {
            next += Interval;
            clock.SleepUntil(next);
            var late = clock.NowNanoseconds - next;
            times.Record(late);
            if (late > Interval)
            {
                // What was missed is not caught up with: it would all be late for the one reason.
                slow++;
                next = clock.NowNanoseconds;
            }
        }

        return slow;
    }

    private static (long Late, long Lost, RealtimeFacts Facts) Pace(int count, PacerOptions options, LatenessHistogram times, MonotonicClock clock)
    {
        var experiment = new ExperimentClock(clock);
        var port = new LatenessPort(experiment, times, Interval);
        var pacer = new Pacer(experiment, options, [port], []);
        var lost = 0L;
        for (var i = 1; i <= count; i++)
        {
            lost += pacer.TryPush(new SpikeEvent(i * Interval, 0)) ? 0 : 1;
        }

        pacer.Complete((count + 1) * Interval);
        pacer.Start();
        var hasEnded = pacer.Join(TimeSpan.FromMilliseconds(count) + TimeSpan.FromSeconds(30));
        return (port.Late, hasEnded ? lost : count, pacer.Facts);
    }

    private sealed class LatenessPort(ExperimentClock clock, LatenessHistogram times, long lateAfter) : IImmediatePort
    {
        public string Name => "lateness";

        public long NextDueNanoseconds => long.MaxValue;

        internal long Late { get; private set; }

        public bool Emit(in SpikeEvent spike, long nowNanoseconds)
        {
            var late = clock.NowNanoseconds - spike.TimeNanoseconds;
            times.Record(late);
            Late += late > lateAfter ? 1 : 0;
            return true;
        }

        public void RunDue(long nowNanoseconds)
        {
        }

        public void EnterSafeState()
        {
        }
    }
}
