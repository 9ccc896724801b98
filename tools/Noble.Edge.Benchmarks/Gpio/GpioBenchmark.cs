using System.Globalization;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Benchmarks;

/// <summary>From an edge on an input line of the virtual bank to the edge of the answer on an output line, beside waking a thread and nothing else.</summary>
internal static class GpioBenchmark
{
    private const int IntervalMilliseconds = 2;
    private const int MostTriggers = 2_000; // two edges each fit the bank's log

    private const string Throttle = "/proc/sys/kernel/sched_rt_runtime_us";

    /// <summary>Measures and prints.</summary>
    /// <param name="duration">For each row.</param>
    public static void Run(TimeSpan duration)
    {
        var triggers = Math.Clamp((int)(duration.TotalMilliseconds / IntervalMilliseconds), 50, MostTriggers);
        Console.WriteLine();
        Console.WriteLine($"GPIO: trigger to output over lines of the virtual bank, {triggers} triggers {IntervalMilliseconds} ms apart, microseconds");
        Console.WriteLine($"  {"",-46} {"p50",8} {"p99",8} {"p99.9",8} {"longest",8} {"ratio",6}");
        var baseline = Wake(triggers);
        Row("a thread that waits is woken, nothing else", baseline, baseline);
        Row("closed loop, asleep until the edge", Answer(triggers, busy: false, out var facts), baseline);
        Row("closed loop, looking without sleep", Answer(triggers, busy: true, out _), baseline);
        Console.WriteLine($"  pacer's thread: {facts.Scheduling}, {facts.Processor}, memory {facts.Memory}");
        if (File.Exists(Throttle) && File.ReadAllText(Throttle).Trim() is not "-1" and var share)
        {
            Console.WriteLine($"  the kernel stops a real-time thread that never sleeps after {share} µs of each period ({Throttle}): the longest times of the last row are that");
        }
    }

    private static void Row(string name, LatenessHistogram times, LatenessHistogram baseline)
    {
        var (p50, p99, p999) = (times.PercentileNanoseconds(0.5), times.PercentileNanoseconds(0.99), times.PercentileNanoseconds(0.999));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-46} {p50 * 1e-3,8:F1} {p99 * 1e-3,8:F1} {p999 * 1e-3,8:F1} {times.MaximumNanoseconds * 1e-3,8:F1} {(double)p50 / Math.Max(baseline.PercentileNanoseconds(0.5), 1),6:F2}"));
    }

    private static LatenessHistogram Wake(int triggers)
    {
        var clock = MonotonicClock.Instance;
        var times = new LatenessHistogram();
        using var wake = new AutoResetEvent(false);
        var set = 0L;
        var waiter = new Thread(() =>
        {
            for (var i = 0; i < triggers; i++)
            {
                wake.WaitOne();
                times.Record(clock.NowNanoseconds - Volatile.Read(ref set));
            }
        });
        waiter.Start();
        for (var i = 0; i < triggers; i++)
        {
            Thread.Sleep(IntervalMilliseconds);
            Volatile.Write(ref set, clock.NowNanoseconds);
            wake.Set();
        }

        waiter.Join();
        return times;
    }

    private static LatenessHistogram Answer(int triggers, bool busy, out RealtimeFacts facts)
    {
        var clock = MonotonicClock.Instance;
        using var chip = GpioChip.Open(new GpioChipOptions(), clock);
        using var input = new GpioInput(chip, new GpioInputOptions { Lines = [new GpioInputLine { Line = 8 }] });
        using var port = new GpioPort(chip, new GpioPortOptions { LineOfNeuron = [0], PulseWidth = TimeSpan.FromMicroseconds(500) }, input.Inhibit);
        using var loop = new ClosedLoop(
            LoopOptions.Default with { BusyPoll = busy },
            SafetyLimits.Default with { LoopWatchdog = TimeSpan.FromSeconds(1) },
            [input],
            [],
            [new TriggeredResponse(new TriggeredResponseOptions { Response = 0 })],
            [new SpikeResponse("pulse", [new SpikeEvent(0, 0)])],
            null,
            clock);
        input.StopWith(loop);
        var pacer = new Pacer(new ExperimentClock(clock), PacerOptions.Default, [port], [], loop);
        pacer.AdvanceHorizon(long.MaxValue - 1);
        pacer.Start();
        var begun = new long[triggers];
        for (var i = 0; i < triggers; i++)
        {
            Thread.Sleep(IntervalMilliseconds);
            input.Virtual!.Set(8, false);
            begun[i] = clock.NowNanoseconds;
            input.Virtual.Set(8, true);
        }

        while (port.Pulses < triggers && loop.SafeState is null)
        {
            Thread.Sleep(1);
        }

        pacer.RequestStop();
        pacer.Join(TimeSpan.FromSeconds(10));
        facts = pacer.Facts;
        long[] answered = [.. chip.Bank!.LastEdges().Where(edge => edge.IsRising).Select(edge => edge.TimeNanoseconds)];
        if (answered.Length != triggers)
        {
            throw new InvalidOperationException($"{triggers} triggers, {answered.Length} answers, safe state {loop.SafeState}");
        }

        var times = new LatenessHistogram();
        for (var i = 0; i < triggers; i++)
        {
            times.Record(answered[i] - begun[i]);
        }

        return times;
    }
}
