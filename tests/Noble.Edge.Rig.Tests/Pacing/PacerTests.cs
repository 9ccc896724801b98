using System.Device.Gpio;
using Noble.Edge.Spikes;
using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public class PacerTests
{
    private const long Millisecond = 1_000_000;

    private readonly ManualClock _clock = new();
    private readonly CollectingPort _port = new();

    [Fact]
    public void Step_SpikesInOrder_EachAtItsTime()
    {
        var pacer = Start(PacerOptions.Default);
        SpikeEvent[] spikes = [new(3 * Millisecond, 5), new(3 * Millisecond, 6), new(47 * Millisecond, 1), new(48 * Millisecond, 2)];
        Push(pacer, spikes);
        pacer.Complete(50 * Millisecond);
        RunToEnd(pacer);

        Assert.Equal(spikes, _port.Spikes);
        Assert.Equal(spikes.Select(spike => spike.TimeNanoseconds), _port.Times);
        Assert.Equal(50 * Millisecond, _clock.NowNanoseconds);
        var report = pacer.Report();
        Assert.Equal((4L, 0L, 0L), (report.Played, report.Late, report.LatenessMaximumNanoseconds));
        Assert.Equal(new PortCount("collecting", 4, 0), Assert.Single(report.Ports));
    }

    [Fact]
    public void Step_SleepComesBackLate_LatenessIsMeasured()
    {
        _clock.OversleepNanoseconds = 2 * Millisecond;
        var pacer = Start(PacerOptions.Default with { Spin = TimeSpan.Zero });
        Push(pacer, [new(5 * Millisecond, 0)]);
        pacer.Complete(20 * Millisecond);
        RunToEnd(pacer);
        var report = pacer.Report();
        Assert.Equal((1L, 2 * Millisecond), (report.Late, report.LatenessMaximumNanoseconds));
        Assert.Equal(2 * Millisecond, report.LatenessP50Nanoseconds);
    }

    [Fact]
    public void Step_Spin_HidesThatSleepsComeBackLate()
    {
        _clock.OversleepNanoseconds = 100_000;
        var pacer = Start(PacerOptions.Default with { Spin = TimeSpan.FromMicroseconds(150) });
        Push(pacer, [new(5 * Millisecond, 0)]);
        pacer.Complete(20 * Millisecond);
        RunToEnd(pacer);
        Assert.Equal(0, pacer.Report().LatenessMaximumNanoseconds);
        Assert.InRange(_clock.SpunNanoseconds, 50_000, 300_000);
    }

    [Theory]
    [InlineData(5, 10, 30)]
    [InlineData(60, 20, 40)]
    public void Step_ManySpikes_SpinsAsLongAsThisMachineNeeds(int oversleepMicroseconds, int fewest, int most)
    {
        const int spikes = 2_000;
        _clock.OversleepNanoseconds = oversleepMicroseconds * 1_000;
        var pacer = Start(PacerOptions.Default);
        Push(pacer, [.. Enumerable.Range(1, spikes).Select(i => new SpikeEvent(i * Millisecond, 0))]);
        pacer.Complete((spikes + 1) * Millisecond);
        RunToEnd(pacer);
        Assert.Equal(0, pacer.Report().LatenessMaximumNanoseconds);
        Assert.InRange(_clock.SpunNanoseconds / (spikes * 1_000), fewest, most);
    }

    [Theory]
    [InlineData(1_000, 1)]
    [InlineData(3_000, 0)]
    public void Step_LateAfter_DecidesWhatIsLate(int lateAfterMicroseconds, int expectedLate)
    {
        _clock.OversleepNanoseconds = 2 * Millisecond;
        var pacer = Start(PacerOptions.Default with { Spin = TimeSpan.Zero, LateAfter = TimeSpan.FromMicroseconds(lateAfterMicroseconds) });
        Push(pacer, [new(5 * Millisecond, 0)]);
        pacer.Complete(20 * Millisecond);
        RunToEnd(pacer);
        Assert.Equal(expectedLate, pacer.Late);
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(50, 2)]
    public void Step_NothingToPlay_WakesAtTheLongestSleep(int longestSleepMilliseconds, int expectedSleeps)
    {
        var pacer = Start(PacerOptions.Default with { LongestSleep = TimeSpan.FromMilliseconds(longestSleepMilliseconds) });
        pacer.Complete(100 * Millisecond);
        RunToEnd(pacer);
        Assert.Equal(expectedSleeps, _clock.Sleeps);
    }

    [Fact]
    public void Step_HorizonReached_HoldsTheClockAndCountsAnUnderrun()
    {
        var pacer = Start(PacerOptions.Default);
        pacer.AdvanceHorizon(10 * Millisecond);
        while (_clock.NowNanoseconds < 30 * Millisecond)
        {
            Assert.True(pacer.Step());
        }

        Assert.Equal(1, pacer.Underruns);
        Push(pacer, [new(10 * Millisecond, 1), new(15 * Millisecond, 2)]);
        pacer.Complete(20 * Millisecond);
        RunToEnd(pacer);

        var report = pacer.Report();
        Assert.Equal((2L, 0L, 0L), (report.Played, report.Late, report.LatenessMaximumNanoseconds));
        Assert.InRange(report.HeldNanoseconds, 20 * Millisecond, 21 * Millisecond);
        Assert.Equal(5 * Millisecond, _port.Times[1] - _port.Times[0]);
        Assert.Equal(_clock.NowNanoseconds, (20 * Millisecond) + report.HeldNanoseconds);

        // The renderer that it waits for needs the processor: held, the thread sleeps.
        Assert.InRange(_clock.SpunNanoseconds, 0, 600_000);
        Assert.Equal(_clock.NowNanoseconds - _clock.SpunNanoseconds, report.SleptNanoseconds);
    }

    [Fact]
    public void Step_HorizonMovesInTime_NoUnderrun()
    {
        var pacer = Start(PacerOptions.Default);
        for (var trial = 1; trial <= 5; trial++)
        {
            pacer.AdvanceHorizon(trial * 10 * Millisecond);
            while (_clock.NowNanoseconds < ((trial * 10) - 1) * Millisecond)
            {
                _clock.Advance(Millisecond / 2);
                pacer.Step();
            }
        }

        Assert.Equal(0, pacer.Underruns);
    }

    [Fact]
    public void RequestStop_PlaysWhatIsDueAndLeavesTheRest()
    {
        var pacer = Start(PacerOptions.Default);
        Push(pacer, [new(1 * Millisecond, 0), new(2 * Millisecond, 1), new(30 * Millisecond, 2)]);
        pacer.AdvanceHorizon(50 * Millisecond);
        _clock.Advance(2 * Millisecond);
        pacer.RequestStop();
        Assert.False(pacer.Step());
        Assert.Equal([0, 1], _port.Spikes.Select(spike => spike.Neuron));
    }

    [Fact]
    public void Step_PortRefuses_CountedAtThatPort()
    {
        var refusing = new CollectingPort { RefusedNeuron = 1 };
        var pacer = Start(PacerOptions.Default, [refusing, _port]);
        Push(pacer, [new(1 * Millisecond, 0), new(2 * Millisecond, 1), new(3 * Millisecond, 1)]);
        pacer.Complete(4 * Millisecond);
        RunToEnd(pacer);
        var ports = pacer.Report().Ports;
        Assert.Equal([new PortCount("collecting", 1, 2), new PortCount("collecting", 3, 0)], ports);
        Assert.Equal(2, pacer.Dropped);
        Assert.Equal(2, pacer.Report().Dropped);
    }

    [Fact]
    public void Step_BatchedPortDoesNotDrain_DropsAreCountedAndNothingElseSuffers()
    {
        var batched = new CollectingBatchedPort { Batching = new BatchingOptions { BufferCapacity = 16 } };
        var runner = new BatchedPortRunner(batched, _clock);
        var pacer = Start(PacerOptions.Default, [_port], [runner]);
        Push(pacer, [.. Enumerable.Range(0, 20).Select(i => new SpikeEvent(i * 10_000, i))]);
        pacer.Complete(Millisecond);
        RunToEnd(pacer);
        runner.Drain();

        Assert.Equal(20, _port.Spikes.Count);
        Assert.Equal(Enumerable.Range(0, 16), batched.Spikes.Select(spike => spike.Neuron));
        Assert.Equal(new PortCount("collecting batches", 16, 4), pacer.Report().Ports[1]);
    }

    [Fact]
    public void TryPush_Full_SaysSo()
    {
        var pacer = Start(PacerOptions.Default with { InputCapacity = 16 });
        Assert.All(Enumerable.Range(0, 16), i => Assert.True(pacer.TryPush(new SpikeEvent(i, 0))));
        Assert.False(pacer.TryPush(new SpikeEvent(16, 0)));
    }

    [Fact]
    public void Step_GpioPulse_FallsAfterItsWidthAlsoAtTheEnd()
    {
        using var driver = new VirtualGpioDriver(2, _clock);
        using var controller = new GpioController(driver);
        using var gpio = new GpioPort(
            controller, new GpioPortOptions { LineOfNeuron = [0, 1], PulseWidth = TimeSpan.FromMilliseconds(2) });
        var pacer = Start(PacerOptions.Default, [gpio]);
        Push(pacer, [new(5 * Millisecond, 0), new(6 * Millisecond, 1), new((20 * Millisecond) - 1, 0)]);
        pacer.Complete(20 * Millisecond);
        RunToEnd(pacer);

        VirtualEdge[] expected =
        [
            new(5 * Millisecond, 0, true), new(6 * Millisecond, 1, true), new(7 * Millisecond, 0, false),
            new(8 * Millisecond, 1, false), new((20 * Millisecond) - 1, 0, true), new((22 * Millisecond) - 1, 0, false),
        ];
        Assert.Equal(expected, driver.LastEdges());
    }

    [Fact]
    public void Step_ManySpikes_AllocatesNothing()
    {
        const int spikes = 1_000;
        var played = 0;
        using var driver = new VirtualGpioDriver(8, _clock);
        using var controller = new GpioController(driver);
        using var gpio = new GpioPort(controller, new GpioPortOptions { LineOfNeuron = GpioPortOptions.FirstNeurons(8, 8) });
        var runner = new BatchedPortRunner(new CollectingBatchedPort(), _clock);
        var pacer = Start(PacerOptions.Default, [gpio], [runner]);
        pacer.AdvanceHorizon(long.MaxValue);
        PlaySome();
        AllocationAssert.AllocatesNothing(PlaySome);

        Assert.Equal(played, gpio.Pulses);
        Assert.Equal(played, Enumerable.Range(0, 8).Sum(driver.RisingEdges));
        Assert.Equal(0, pacer.Late);

        void PlaySome()
        {
            for (var i = 0; i < spikes; i++)
            {
                Assert.True(pacer.TryPush(new SpikeEvent(played++ * 100_000L, i % 8)));
            }

            while (pacer.Played < played)
            {
                pacer.Step();
            }
        }
    }

    [Fact]
    public void Start_RealThread_PlaysAndReportsWhatTheMachineGranted()
    {
        var pacer = new Pacer(new ExperimentClock(MonotonicClock.Instance), PacerOptions.Default with { LockMemory = false }, [_port], []);
        Push(pacer, [new(1 * Millisecond, 0), new(2 * Millisecond, 1)]);
        pacer.Complete(5 * Millisecond);
        pacer.Start();
        Assert.True(pacer.Join(TimeSpan.FromSeconds(20)));
        var report = pacer.Report();
        Assert.Equal(2, report.Played);
        Assert.Contains("SCHED_FIFO 80", report.Facts.Scheduling, StringComparison.Ordinal);
        Assert.Contains(report.Facts.IsRealtime ? "processor " : "not pinned", report.Facts.Processor, StringComparison.Ordinal);
        Assert.Equal("not locked, as asked", report.Facts.Memory);
    }

    [Fact]
    public void Start_NothingAskedOfTheMachine_SaysSo()
    {
        var options = PacerOptions.Default with { LockMemory = false, Priority = 0, Processor = -2 };
        var pacer = new Pacer(new ExperimentClock(MonotonicClock.Instance), options, [_port], []);
        pacer.RequestStop();
        pacer.Start();
        Assert.True(pacer.Join(TimeSpan.FromSeconds(20)));
        Assert.Equal(new RealtimeFacts(false, "ordinary, as asked", "not pinned, as asked", "not locked, as asked"), pacer.Facts);
    }

    [Fact]
    public void PacerOptions_OutsideTheirRange_SayTheRange()
    {
        Assert.Contains("expected 1 to 1000000 µs", Message(() => PacerOptions.Default with { LateAfter = TimeSpan.Zero }), StringComparison.Ordinal);
        Assert.Contains("expected 0 to 1000 µs", Message(() => PacerOptions.Default with { Spin = TimeSpan.FromMilliseconds(2) }), StringComparison.Ordinal);
        Assert.Contains("expected 100 to", Message(() => PacerOptions.Default with { LongestSleep = TimeSpan.Zero }), StringComparison.Ordinal);
        Assert.Contains("expected 0 (ordinary) to 99", Message(() => PacerOptions.Default with { Priority = 100 }), StringComparison.Ordinal);
        Assert.Contains("expected -2", Message(() => PacerOptions.Default with { Processor = -3 }), StringComparison.Ordinal);
        Assert.Contains("expected 16 to", Message(() => PacerOptions.Default with { InputCapacity = 1 }), StringComparison.Ordinal);

        static string Message(Func<PacerOptions> make) => Assert.Throws<ArgumentOutOfRangeException>(make).Message;
    }

    private Pacer Start(PacerOptions options, IImmediatePort[]? immediate = null, BatchedPortRunner[]? batched = null)
    {
        var clock = new ExperimentClock(_clock);
        var pacer = new Pacer(clock, options, immediate ?? [_port], batched ?? []);
        clock.Start();
        return pacer;
    }

    private static void Push(Pacer pacer, SpikeEvent[] spikes) => Assert.All(spikes, spike => Assert.True(pacer.TryPush(spike)));

    private static void RunToEnd(Pacer pacer)
    {
        var steps = 0;
        while (pacer.Step())
        {
            Assert.True(++steps < 1_000_000, "the pacer does not end");
        }
    }
}
