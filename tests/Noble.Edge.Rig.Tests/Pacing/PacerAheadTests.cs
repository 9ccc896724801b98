using Noble.Edge.Spikes;
using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public class PacerAheadTests
{
    private const long Millisecond = 1_000_000;
    private const long LookAhead = 20 * Millisecond;

    private readonly ManualClock _clock = new();
    private readonly CollectingPort _atOnce = new();
    private readonly SchedulingPort _early;

    public PacerAheadTests() => _early = new SchedulingPort(_clock, LookAhead);

    [Fact]
    public void Step_ScheduledPort_IsGivenEachSpikeByTheLookAheadEarly()
    {
        var pacer = Begin([_atOnce, _early], []);
        SpikeEvent[] spikes = [new(25 * Millisecond, 1), new(25 * Millisecond, 2), new(70 * Millisecond, 3), new(90 * Millisecond, 4)];
        Push(pacer, spikes);
        pacer.Complete(100 * Millisecond);
        RunToEnd(pacer);

        var origin = LookAhead;
        Assert.Equal(spikes, _early.Scheduled.Select(one => one.Spike));
        Assert.All(_early.Scheduled, one => Assert.Equal(origin + one.Spike.TimeNanoseconds, one.Due));
        Assert.All(_early.Scheduled, one => Assert.InRange(one.Due - one.GivenAt, LookAhead, LookAhead + 200_000));
        Assert.Empty(_early.Emitted);
        Assert.Equal(_early.Scheduled.Select(one => one.Due), _atOnce.Times);
        Assert.Equal([new PortCount("collecting", 4, 0), new PortCount("scheduling", 4, 0)], pacer.Report().Ports);
    }

    [Fact]
    public void Begin_FirstSpikes_AreGivenBeforeTimeZero()
    {
        var pacer = Begin([_early], [new(0, 1), new(3 * Millisecond, 2), new(LookAhead + Millisecond, 3)]);
        Assert.Equal(LookAhead, _clock.NowNanoseconds);
        Assert.Equal([0, 3 * Millisecond], _early.Scheduled.Select(one => one.GivenAt));
        pacer.Complete(50 * Millisecond);
        RunToEnd(pacer);
        Assert.Equal(3, pacer.Report().Played);
        Assert.Equal(0, pacer.Report().LatenessMaximumNanoseconds);
    }

    [Fact]
    public void Step_RefusedBySome_CountsAsDroppedThere()
    {
        var refusing = new SchedulingPort(_clock, Millisecond) { RefusedNeuron = 2 };
        var pacer = Begin([_early, _atOnce, refusing], []);
        Push(pacer, [new(5 * Millisecond, 1), new(6 * Millisecond, 2), new(7 * Millisecond, 3)]);
        pacer.Complete(10 * Millisecond);
        RunToEnd(pacer);
        Assert.Equal([new PortCount("scheduling", 3, 0), new PortCount("collecting", 3, 0), new PortCount("scheduling", 2, 1)], pacer.Report().Ports);
    }

    [Fact]
    public void RequestStop_SpikesThatWereGivenAndNotPlayed_AreWithdrawn()
    {
        var pacer = Begin([_early], []);
        Push(pacer, [new(5 * Millisecond, 1), new(15 * Millisecond, 2), new(18 * Millisecond, 3)]);
        pacer.AdvanceHorizon(1_000 * Millisecond);
        while (pacer.Played < 1)
        {
            Assert.True(pacer.Step());
        }

        Assert.Equal(3, _early.Scheduled.Count);
        pacer.RequestStop();
        Assert.False(pacer.Step());
        Assert.Equal(_clock.NowNanoseconds + 1, Assert.Single(_early.Withdrawn));
        Assert.Equal(new PortCount("scheduling", 1, 0), Assert.Single(pacer.Report().Ports));
    }

    [Fact]
    public void Step_ClockIsHeld_SpikesBeyondTheHorizonKeepTheirDistance()
    {
        var pacer = Begin([_early, _atOnce], []);
        pacer.AdvanceHorizon(10 * Millisecond);

        // In, but beyond what is known to be complete: the clock may still be held before it.
        Push(pacer, [new(12 * Millisecond, 1)]);
        RunTo(pacer, LookAhead + (9 * Millisecond));
        Assert.Empty(_early.Scheduled);

        Push(pacer, [new(25 * Millisecond, 2)]);
        pacer.Complete(60 * Millisecond);
        RunToEnd(pacer);
        Assert.Equal(_early.Scheduled.Select(one => one.Due), _atOnce.Times);
        Assert.Equal(13 * Millisecond, _atOnce.Times[1] - _atOnce.Times[0]);
    }

    [Fact]
    public void Step_LimitOnSpikes_DecidesWhenTheSpikeIsGivenAway()
    {
        using var loop = new ClosedLoop(LoopOptions.Default, new SafetyLimits { SpikesPerSecond = 3 }, [], [], [], [], null, _clock);
        var pacer = Begin([_early, _atOnce], [], loop);
        Push(pacer, [.. Enumerable.Range(1, 5).Select(i => new SpikeEvent(i * 5 * Millisecond, i))]);
        pacer.Complete(100 * Millisecond);
        RunToEnd(pacer);
        Assert.Equal([1, 2, 3], _early.Scheduled.Select(one => one.Spike.Neuron));
        Assert.Equal([1, 2, 3], _atOnce.Spikes.Select(spike => spike.Neuron));
        Assert.Equal((3L, 2L), (pacer.Played, pacer.Withheld));
    }

    [Fact]
    public void Step_SpikeThatComesLate_IsStillOfferedWithItsTime()
    {
        var pacer = Begin([_early], []);
        pacer.AdvanceHorizon(1_000 * Millisecond);
        RunTo(pacer, LookAhead + (40 * Millisecond));
        Push(pacer, [new(39 * Millisecond, 7)]);
        Assert.True(pacer.Step());
        Assert.Equal(LookAhead + (39 * Millisecond), Assert.Single(_early.Scheduled).Due);
        Assert.Equal(1, pacer.Played);
    }

    [Fact]
    public void Step_RingWraps_DecisionsStayWithTheirSpikes()
    {
        var refusing = new SchedulingPort(_clock, LookAhead) { RefusedNeuron = 0 };
        var pacer = Begin([refusing], [], options: PacerOptions.Default with { InputCapacity = 16 });
        pacer.AdvanceHorizon(long.MaxValue - 1);
        for (var i = 0; i < 1_000; i++)
        {
            while (!pacer.TryPush(new SpikeEvent(i * Millisecond, i % 3)))
            {
                Assert.True(pacer.Step());
            }
        }

        while (pacer.Played < 1_000)
        {
            Assert.True(pacer.Step());
        }

        Assert.Equal(new PortCount("scheduling", 666, 334), Assert.Single(pacer.Report().Ports));
    }

    [Fact]
    public void Step_AllocatesNothing()
    {
        var port = new Forgetful();
        var pacer = Begin([port], []);
        pacer.AdvanceHorizon(long.MaxValue - 1);
        var time = 0L;
        PlaySome();
        AllocationAssert.AllocatesNothing(PlaySome);
        Assert.Equal(pacer.Played, port.Count);

        void PlaySome()
        {
            for (var i = 0; i < 200; i++)
            {
                Assert.True(pacer.TryPush(new SpikeEvent(time += 100_000, i % 8)));
            }

            for (var goal = pacer.Played + 200; pacer.Played < goal;)
            {
                pacer.Step();
            }
        }
    }

    private Pacer Begin(IImmediatePort[] immediate, SpikeEvent[] first, ClosedLoop? loop = null, PacerOptions? options = null)
    {
        var pacer = new Pacer(new ExperimentClock(_clock), options ?? PacerOptions.Default, immediate, [], loop);
        Push(pacer, first);
        pacer.AdvanceHorizon(first.Length == 0 ? 0 : first[^1].TimeNanoseconds + 1);
        pacer.Begin();
        return pacer;
    }

    private void RunTo(Pacer pacer, long until)
    {
        while (_clock.NowNanoseconds < until)
        {
            Assert.True(pacer.Step());
        }
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

    private sealed class Forgetful : IScheduledPort
    {
        public string Name => "forgetful";

        public long LookAheadNanoseconds => Millisecond;

        public long NextDueNanoseconds => long.MaxValue;

        internal long Count { get; private set; }

        public bool Schedule(in SpikeEvent spike, long dueNanoseconds)
        {
            Count++;
            return true;
        }

        public void Withdraw(long fromNanoseconds)
        {
        }

        public bool Emit(in SpikeEvent spike, long nowNanoseconds) => true;

        public void RunDue(long nowNanoseconds)
        {
        }

        public void EnterSafeState()
        {
        }
    }
}
