using Noble.Edge.Spikes;
using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public class ClosedLoopTests
{
    private static readonly SpikeResponse Response = new("r", [new SpikeEvent(2_500_000, 1), new SpikeEvent(0, 0), new SpikeEvent(2_500_000, 0)]);

    [Fact]
    public void Trigger_WithResponse_PlaysItsSpikesInOrderAtTheirTimes()
    {
        using var bench = new LoopBench([new TriggeredResponse(new TriggeredResponseOptions { Response = 0, Delay = TimeSpan.FromMilliseconds(1) })], responses: [Response]);
        bench.Input.Add(3.3, InputKind.Rising);

        bench.RunTo(20);

        Assert.Equal([new SpikeEvent(4_300_000, 0), new SpikeEvent(6_800_000, 0), new SpikeEvent(6_800_000, 1)], bench.Port.Spikes.Select(s => s with { TimeNanoseconds = s.TimeNanoseconds - bench.Log.Records[0].TimeNanoseconds + 3_300_000 }));
        Assert.Equal(3, bench.Loop.Report().ResponseSpikes);
        Assert.Equal(3, bench.Pacer.Played);
    }

    [Fact]
    public void Event_BetweenTicks_IsAnsweredAtItsOwnTimeAndInOrder()
    {
        using var bench = new LoopBench([new Echo()]);
        bench.Input.Add(1.25, InputKind.Sample, value: 3).Add(1.75, InputKind.Sample, value: -4);
        bench.Clock.Advance(10 * LoopBench.Millisecond);

        bench.RunTo(12);

        // Read late, in one go: each still acts at the time at which it was taken in, between the ticks around it.
        Assert.Equal([(1.25, 3.0), (1.75, -4.0)], bench.Log.Of(RigRecordKind.Stimulus));
        var kinds = bench.Log.Records.Select(record => record.Kind).ToArray();
        Assert.Equal([RigRecordKind.Input, RigRecordKind.Stimulus, RigRecordKind.Input, RigRecordKind.Stimulus], kinds);
    }

    [Fact]
    public void Pulse_HasItsWidthWhateverTheTick()
    {
        using var bench = new LoopBench([new TriggeredResponse(new TriggeredResponseOptions
        {
            Pulses = new PulseTrain { Nanoamperes = 2, Width = TimeSpan.FromMicroseconds(300), Interval = TimeSpan.FromMicroseconds(700), Count = 2, Delay = TimeSpan.FromMicroseconds(50) },
        })]);
        bench.Input.Add(5, InputKind.Rising);

        bench.RunTo(10);

        var changes = bench.Log.Of(RigRecordKind.Stimulus).ToArray();
        Assert.Equal([2, 0, 2, 0], changes.Select(c => c.Value));
        Assert.Equal([0.05, 0.35, 0.75, 1.05], changes.Select(c => Math.Round(c.Milliseconds - bench.Log.Records[0].TimeNanoseconds * 1e-6, 6)));
        Assert.Equal(4, bench.Stimulus.Applied.Count);
    }

    [Theory]
    [InlineData(RigCommand.EmergencyStop, SafeStateCause.Command)]
    public void Command_EmergencyStop_EntersTheSafeStateAndEnds(RigCommand command, SafeStateCause cause)
    {
        using var bench = new LoopBench([new Hold(5)]);
        bench.Input.Add(3.5, InputKind.Command, (int)command);

        Assert.False(bench.RunTo(100));

        Assert.Equal(cause, bench.Loop.SafeState);
        Assert.True(bench.Stimulus.IsSafe);
        Assert.True(bench.Port.IsSafe);
        Assert.Equal(0, bench.Loop.Output(0));
        Assert.InRange(bench.Clock.NowNanoseconds, 3_500_000, 5_000_000);
        Assert.Equal((byte)cause, bench.Log.Records[^1].Detail);
        Assert.Equal(RigRecordKind.SafeState, bench.Log.Records[^1].Kind);
    }

    [Fact]
    public void SafeState_AskedByAnotherThread_IsEnteredAtTheNextStepAndNothingComesAfterIt()
    {
        using var bench = new LoopBench([new Hold(5)]);
        bench.RunTo(5);
        var before = bench.Stimulus.Applied.Count;
        bench.Loop.RequestSafeState(SafeStateCause.Signal);

        Assert.False(bench.Pacer.Step());

        Assert.Equal(SafeStateCause.Signal, bench.Loop.SafeState);
        Assert.Equal(before, bench.Stimulus.Applied.Count);
        Assert.Equal(long.MaxValue, bench.Loop.Run(bench.Clock.NowNanoseconds + 1_000_000_000));
        Assert.Equal(before, bench.Stimulus.Applied.Count);
    }

    [Fact]
    public void End_PutsPortsIntoTheSafeState()
    {
        using var bench = new LoopBench([new Hold(5)]);
        bench.Input.Add(2.5, InputKind.Command, (int)RigCommand.Stop);

        Assert.False(bench.RunTo(100));

        Assert.Equal(SafeStateCause.End, bench.Loop.SafeState);
        Assert.True(bench.Stimulus.IsSafe && bench.Port.IsSafe);
    }

    [Fact]
    public void Loop_ThatStoodStill_IsSafe()
    {
        using var bench = new LoopBench([new Hold(1)], new SafetyLimits { MaximumNanoamperes = 1, LoopWatchdog = TimeSpan.FromMilliseconds(50) });
        bench.RunTo(10);
        bench.Clock.Advance(51 * LoopBench.Millisecond);

        Assert.False(bench.Pacer.Step());
        Assert.Equal(SafeStateCause.LoopWatchdog, bench.Loop.SafeState);
    }

    [Fact]
    public void Host_ThatIsSilent_IsNoticedAndOneThatReportsIsNot()
    {
        var limits = new SafetyLimits { MaximumNanoamperes = 1, HostWatchdog = TimeSpan.FromMilliseconds(20) };
        using var bench = new LoopBench([new Hold(1)], limits);
        for (var ms = 15; ms <= 90; ms += 15)
        {
            bench.Input.Add(ms, ms == 45 ? InputKind.Circuit : InputKind.Command, (int)RigCommand.Heartbeat);
        }

        Assert.True(bench.RunTo(100));
        Assert.False(bench.RunTo(200));
        Assert.Equal(SafeStateCause.HostWatchdog, bench.Loop.SafeState);
        Assert.InRange(bench.Clock.NowNanoseconds * 1e-6, 110, 112.5);
    }

    [Fact]
    public void Pause_StopsEverythingAndResumeGoesOn()
    {
        using var bench = new LoopBench([new Hold(5), new TriggeredResponse(new TriggeredResponseOptions { Response = 0 })], responses: [Response]);
        bench.Input.Add(3.5, InputKind.Command, (int)RigCommand.Pause).Add(5, InputKind.Rising).Add(8.5, InputKind.Command, (int)RigCommand.Resume);

        bench.RunTo(7.5);
        Assert.Equal((true, 0.0), (bench.Loop.IsPaused, bench.Loop.Output(0)));
        bench.RunTo(12);
        Assert.Equal((false, 5.0), (bench.Loop.IsPaused, bench.Loop.Output(0)));
        Assert.Empty(bench.Port.Spikes);
    }

    [Fact]
    public void SpikesPerSecond_OverTheLimit_AreWithheldAndRecorded()
    {
        var burst = new SpikeResponse("burst", Enumerable.Range(0, 20).Select(i => new SpikeEvent(i * 1000, i)));
        using var bench = new LoopBench(
            [new TriggeredResponse(new TriggeredResponseOptions { Response = 0 })],
            new SafetyLimits { MaximumNanoamperes = 1, SpikesPerSecond = 12 },
            [burst]);
        bench.Input.Add(5, InputKind.Rising).Add(900, InputKind.Rising).Add(1_100, InputKind.Rising);

        bench.RunTo(1_050);
        Assert.Equal((12, 28), (bench.Port.Spikes.Count, (int)bench.Pacer.Withheld));
        bench.RunTo(1_200);
        Assert.Equal((24, 36), (bench.Port.Spikes.Count, (int)bench.Pacer.Withheld));
        Assert.Equal(36, bench.Log.Of(RigRecordKind.Limit).Count());
        Assert.Equal(36, bench.Loop.Report().LimitHits[(int)LimitKind.Rate - 1]);
    }

    [Fact]
    public void WrongNumbers_AreRefusedAndCounted()
    {
        using var bench = new LoopBench([new Careless()]);

        bench.RunTo(2.5);

        Assert.True(bench.Loop.Report().StimuliDropped >= 3);
        Assert.True(bench.Loop.Report().ResponsesDropped >= 1);
        Assert.DoesNotContain(bench.Stimulus.Applied, a => a.Nanoamperes != 0);
    }

    [Fact]
    public void Run_AllocatesNothing()
    {
        var preparation = new VirtualPreparation(new VirtualPreparationOptions { Neurons = 8, BiasNanoamperes = 0.25 });
        IController[] controllers =
        [
            new RateClamp(new RateClampOptions { TargetHertz = 100 }),
            new ActivityDependentStimulation(new ActivityDependentOptions { Count = 2, Pulses = new PulseTrain { Nanoamperes = 0.1, Channel = 1 } }),
            new PhaseLockedStimulation(new PhaseLockedOptions { Pulses = new PulseTrain { Nanoamperes = 0.1, Channel = 2 } }),
            new TriggeredResponse(new TriggeredResponseOptions { Trigger = InputFilter.Spikes, Response = 0 }),
        ];
        using var loop = new ClosedLoop(
            LoopOptions.Default, new SafetyLimits { MaximumNanoamperes = 1, ChargePicocoulombs = 1e6 }, [preparation], [preparation], controllers, [Response], null, ManualClock());
        var clock = new ManualClock();
        var pacer = new Pacer(new ExperimentClock(clock), PacerOptions.Default, [preparation], [], loop);
        pacer.Begin();
        pacer.AdvanceHorizon(long.MaxValue - 1);
        Steps(2_000);

        AllocationAssert.AllocatesNothing(() => Steps(5_000));
        Assert.True(loop.Report().Stimuli > 100);
        Assert.True(loop.Report().ResponseSpikes > 100);

        static ManualClock ManualClock() => new();

        void Steps(int count)
        {
            for (var i = 0; i < count; i++)
            {
                pacer.Step();
            }
        }
    }

    [Fact]
    public void Day_OfVirtualTime_CountsAddUpAndLimitsHold()
    {
        var input = new PoissonInput(2);
        var controller = new ActivityDependentStimulation(new ActivityDependentOptions
        {
            Count = 3,
            Window = TimeSpan.FromSeconds(1),
            Refractory = TimeSpan.FromSeconds(2),
            MaximumPerMinute = 5,
            Pulses = new PulseTrain { Nanoamperes = 0.5, Width = TimeSpan.FromMilliseconds(200) },
        });
        using var bench = new LoopBench(
            [controller],
            new SafetyLimits { MaximumNanoamperes = 0.5, ChargePicocoulombs = 250, ChargeWindow = TimeSpan.FromSeconds(30) },
            inputs: [input],
            options: new LoopOptions { Tick = TimeSpan.FromMilliseconds(20) });
        var day = TimeSpan.FromHours(24).TotalMilliseconds;

        Assert.True(bench.RunTo(day));

        var report = bench.Loop.Report();
        Assert.Equal((long)(day / 20), report.Ticks);
        Assert.Equal(input.Given, report.Inputs);
        Assert.InRange(input.Given, 2 * 86_400 * 0.98, 2 * 86_400 * 1.02);
        Assert.InRange(controller.Given, 86_400 / 60 * 3, 86_400 / 60 * 5);
        Assert.True(report.LimitHits[(int)LimitKind.Charge - 1] > 0);
        Assert.Equal((report.Stimuli, 0, 0), ((long)bench.Stimulus.Applied.Count, report.StimuliDropped, report.LateTicks));

        // Every stimulus ends, and no 30 s hold more than the charge that was allowed.
        var pulses = bench.Stimulus.Applied.Chunk(2).ToArray();
        Assert.All(pulses, pulse => Assert.Equal((0.5, 0.0), (pulse[0].Nanoamperes, pulse[1].Nanoamperes)));
        var charges = pulses.Select(pulse => (pulse[1].Time, Charge: 0.5 * (pulse[1].Time - pulse[0].Time) * 1e-6)).ToArray();
        for (var i = 0; i < charges.Length; i++)
        {
            Assert.True(charges.Take(i + 1).Reverse().TakeWhile(c => c.Time > charges[i].Time - 29_000_000_000).Sum(c => c.Charge) <= 250);
        }
    }

    private sealed class Echo : IController
    {
        public string Name => "echo";

        public void OnInput(in InputEvent received, LoopActions actions) => actions.Stimulate(0, received.Value);

        public void OnTick(LoopActions actions)
        {
        }
    }

    private sealed class Hold(double nanoamperes) : IController
    {
        public string Name => "hold";

        public void OnInput(in InputEvent received, LoopActions actions)
        {
        }

        public void OnTick(LoopActions actions) => actions.Stimulate(0, nanoamperes);
    }

    private sealed class Careless : IController
    {
        public string Name => "careless";

        public void OnInput(in InputEvent received, LoopActions actions)
        {
        }

        public void OnTick(LoopActions actions)
        {
            actions.Stimulate(7, 1);
            actions.Stimulate(-1, 1);
            actions.Stimulate(0, double.NaN);
            Assert.False(actions.Pulse(0, 1, 0));
            Assert.False(actions.Respond(0));
        }
    }

    private sealed class PoissonInput(double hertz) : IInputPort
    {
        private readonly Random _random = new(6);
        private long _next;

        public string Name => "poisson";

        public int PollDescriptor => -1;

        internal long Given { get; private set; }

        public bool TryRead(long nowNanoseconds, out InputEvent received)
        {
            received = new InputEvent(_next, InputKind.Spike, 0, 0, 0);
            if (_next > nowNanoseconds)
            {
                return false;
            }

            _next += (long)(-Math.Log(1 - _random.NextDouble()) / hertz * 1e9);
            Given++;
            return true;
        }
    }
}
