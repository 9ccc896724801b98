using Noble.Edge.Spikes;
using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public class LoopReplayTests
{
    private static readonly SafetyLimits Limits = new()
    {
        MaximumNanoamperes = 0.6,
        SlewNanoamperesPerMillisecond = 0.05,
        ChargePicocoulombs = 400,
        StimuliPerSecond = 20,
        LoopWatchdog = TimeSpan.FromSeconds(60),
    };

    private static readonly SpikeResponse Response = new("burst", [new SpikeEvent(0, 3), new SpikeEvent(1_234_567, 1), new SpikeEvent(1_234_567, 2), new SpikeEvent(40_000_000, 0)]);

    [Fact]
    public void Run_VirtualExperiment_IsIdenticalBitForBit()
    {
        var records = Record(2_000, out var report);

        var result = LoopReplay.Run(records, recorder => Build(recorder));

        Assert.True(result.IsIdentical, result.Difference?.What);
        Assert.Equal((report.Inputs, SafeStateCause.End, null), (result.Inputs, result.End, result.FrozenAtNanoseconds));
        Assert.Equal(records.Count, result.Compared);

        // There was something to reproduce.
        Assert.True(report.Inputs > 100 && report.Stimuli > 500 && report.ResponseSpikes > 10 && report.LimitHits.Sum() > 10);
    }

    [Fact]
    public void Run_ThroughAFile_IsIdentical()
    {
        var records = Record(500, out _);
        var disk = new MemoryDisk();
        using var log = new RigLog(new RigLogOptions { Path = "a.nobl" }, null, new ManualClock(), disk, hasThread: false);
        log.Begin(LogSamples.Configuration);
        records.ForEach(record => log.Record(record));
        log.Complete();
        using var reader = disk.Open("a.nobl");

        var result = LoopReplay.Run(LogSamples.ReadAll(reader), recorder => Build(recorder));

        Assert.True(result.IsIdentical, result.Difference?.What);
        Assert.Equal(records.Count, result.Compared);
    }

    [Theory]
    [InlineData("gain")]
    [InlineData("response")]
    [InlineData("limit")]
    public void Run_SomethingElseThanWasRecorded_IsFoundWithItsTime(string change)
    {
        var records = Record(1_000, out _);

        var result = LoopReplay.Run(records, recorder => Build(
            recorder,
            proportionalGain: change == "gain" ? 0.0011 : 0.001,
            limits: change == "limit" ? Limits with { StimuliPerSecond = 21, ChargePicocoulombs = 380 } : Limits,
            response: change == "response" ? new SpikeResponse("burst", [new SpikeEvent(0, 3), new SpikeEvent(1_234_568, 1)]) : Response));

        var difference = result.Difference!;
        Assert.False(result.IsIdentical);
        Assert.InRange(difference.TimeNanoseconds, 0, 1_000_000_000);
        Assert.NotEqual(difference.Recorded, difference.Replayed);
        Assert.Contains("recorded ", difference.What, StringComparison.Ordinal);

        // Up to there it is the same.
        var at = records.FindIndex(record => record == difference.Recorded);
        Assert.InRange(at, 0, records.Count - 1);
        Assert.Equal(at, result.Compared);
        if (change == "gain")
        {
            // The clamp has nothing to hold before it is given a target at 50 ms.
            Assert.InRange(difference.TimeNanoseconds, 50_000_000, 60_000_000);
            Assert.Equal(difference.Recorded!.Value with { Value = 0 }, difference.Replayed!.Value with { Value = 0 });
        }
    }

    [Theory]
    [InlineData(RigRecordKind.Stimulus)]
    [InlineData(RigRecordKind.Response)]
    [InlineData(RigRecordKind.Limit)]
    [InlineData(RigRecordKind.Spike)]
    public void Run_OneRecordChangedOrGone_IsFoundAtIt(RigRecordKind kind)
    {
        var records = Record(1_000, out _);
        var at = records.FindLastIndex(record => record.Kind == kind);
        var flipped = new List<RigRecord>(records);
        flipped[at] = flipped[at] with { Value = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(flipped[at].Value) ^ 1) };
        var gone = new List<RigRecord>(records);
        gone.RemoveAt(at);
        var twice = new List<RigRecord>(records);
        twice.Insert(at, records[at]);

        Assert.All([flipped, gone, twice], damaged =>
        {
            var result = LoopReplay.Run(damaged, recorder => Build(recorder));
            Assert.Equal(records[at].TimeNanoseconds, result.Difference?.TimeNanoseconds);
        });
    }

    [Fact]
    public void Run_RecordingThatWasCutOff_IsIdenticalAsFarAsItGoes()
    {
        var records = Record(300, out _);
        for (var length = 0; length < records.Count; length += 7)
        {
            var result = LoopReplay.Run(records.Take(length), recorder => Build(recorder));
            Assert.True(result.IsIdentical, result.Difference?.What);
            Assert.Null(result.End);
            Assert.Equal(length, result.Compared);
        }
    }

    [Theory]
    [InlineData(SafeStateCause.Command, true)]
    [InlineData(SafeStateCause.Signal, false)]
    [InlineData(SafeStateCause.LoopWatchdog, false)]
    public void Run_ExperimentThatWasEndedFromOutside_IsIdentical(SafeStateCause cause, bool byInput)
    {
        var records = Record(400, out var report, (loop, pacer, clock, input) =>
        {
            if (byInput)
            {
                input.Add(350.4, InputKind.Command, (int)RigCommand.EmergencyStop);
                return;
            }

            // What came in meanwhile is still written down.
            clock.Advance(cause == SafeStateCause.LoopWatchdog ? 61_000_000_000 : 5_000_000);
            input.Add((clock.NowNanoseconds * 1e-6) - 1, InputKind.Sample, 0, 1);
            if (cause == SafeStateCause.Signal)
            {
                loop.RequestSafeState(cause);
            }

            Assert.False(pacer.Step());
        });
        Assert.Equal(cause, report.SafeState);

        var result = LoopReplay.Run(records, recorder => Build(recorder));

        Assert.True(result.IsIdentical, result.Difference?.What);
        Assert.Equal((cause, (long)records.Count), (result.End!.Value, result.Compared));

        // The record of the safe state says where the loop stood still: nothing has to be found out.
        Assert.Null(result.FrozenAtNanoseconds);
    }

    [Fact]
    public void Run_WithheldSpikesOfResponses_AreTakenFromTheRecording()
    {
        var limits = Limits with { SpikesPerSecond = 5 };
        var records = Record(1_000, out _, limits: limits);
        Assert.Contains(records, record => record is { Kind: RigRecordKind.Limit, Source: ushort.MaxValue - 1 });

        var result = LoopReplay.Run(records, recorder => Build(recorder, limits: limits));

        Assert.True(result.IsIdentical, result.Difference?.What);
    }

    [Fact]
    public void Run_LostRecords_EndTheReplayThere()
    {
        var records = Record(300, out _);
        records.Insert(100, new RigRecord(records[100].TimeNanoseconds, RigRecordKind.Lost, 0, 0, 0, 3));
        var result = LoopReplay.Run(records, recorder => Build(recorder));
        Assert.Equal((records[100].TimeNanoseconds, 100L), (result.Difference!.TimeNanoseconds, result.Compared));
        Assert.StartsWith("3 records were lost here", result.Difference.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_RecordingThatGoesBackInTime_IsRefused()
    {
        RigRecord[] records = [new(5, RigRecordKind.Input, 1, 0, 0, 0), new(4, RigRecordKind.Input, 1, 0, 0, 0)];
        Assert.Throws<RigLogException>(() => LoopReplay.Run(records, recorder => Build(recorder)));
        Assert.Throws<RigLogException>(() => LoopReplay.Run([new(long.MaxValue, RigRecordKind.Input, 1, 0, 0, 0)], recorder => Build(recorder)));
    }

    [Fact]
    public void Run_Population_IsComparedWithWhatIsRenderedAgain()
    {
        RigRecord[] records =
        [
            new(10, RigRecordKind.Spike, 0, 0, 1, 0),
            new(20, RigRecordKind.Limit, (byte)LimitKind.Rate, ushort.MaxValue, 2, 1),
            new(15, RigRecordKind.SafeState, (byte)SafeStateCause.End, 0, 0, 0),
        ];
        SpikeEvent[] same = [new(10, 1), new(20, 2), new(30, 3)];

        Assert.Equal((true, 2L), Replay(same));
        Assert.Equal((true, 0L), Replay(null));
        var other = LoopReplay.Run(records, recorder => Build(recorder), [new(10, 1), new(21, 2)]);
        Assert.Equal("recorded limit rate withheld spike of the population, neuron 2 at 0.000020 ms, replayed spike population neuron 2 at 0.000021 ms", other.Difference!.What);
        Assert.Equal((20L, 1L), (other.Difference.TimeNanoseconds, other.PopulationSpikes));
        Assert.Equal((false, 1L), Replay(same[..1]));

        (bool, long) Replay(SpikeEvent[]? rendered)
        {
            var result = LoopReplay.Run(records, recorder => Build(recorder), rendered);
            return (result.IsIdentical, result.PopulationSpikes);
        }
    }

    [Fact]
    public void Run_LiveExperimentOnTheMachinesClock_IsIdentical()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("live.nobl");
        using (var log = new RigLog(new RigLogOptions { Path = path }))
        {
            log.Begin(LogSamples.Configuration);
            var preparation = Preparation();
            using var loop = Build(log, input: preparation, stimulus: preparation, clock: MonotonicClock.Instance);
            var pacer = new Pacer(new ExperimentClock(MonotonicClock.Instance), new PacerOptions { Priority = 0, LockMemory = false }, [preparation], [], loop);
            pacer.Start();
            foreach (var second in new[] { 1, 2 })
            {
                pacer.TryPush(new SpikeEvent((second * 1_000_000_000L) - 1, second));
            }

            pacer.Complete(2_000_000_000);
            Assert.True(pacer.Join(TimeSpan.FromSeconds(30)));
            Assert.Equal((0L, true), (log.Complete().Lost, log.Report().IsWhole));
        }

        var result = LoopReplay.Run(RigLogReader.Records(path), recorder => Build(recorder), [new(999_999_999, 1), new(1_999_999_999, 2)]);

        Assert.True(result.IsIdentical, result.Difference?.What);
        Assert.Equal((SafeStateCause.End, 2L), (result.End, result.PopulationSpikes));
        Assert.True(result.Inputs > 100 && result.Compared > 400, $"{result.Inputs} {result.Compared}");
    }

    private static VirtualPreparation Preparation() =>
        new(new VirtualPreparationOptions { Neurons = 4, BiasNanoamperes = 0.15, NoiseNanoamperes = 0.08, SampleInterval = TimeSpan.FromMilliseconds(20), Connected = 0.5 });

    private static ClosedLoop Build(
        IRigRecorder recorder,
        double proportionalGain = 0.001,
        SafetyLimits? limits = null,
        SpikeResponse? response = null,
        IInputPort? input = null,
        IStimulusPort? stimulus = null,
        IMonotonicClock? clock = null,
        IInputPort? script = null) => new(
            LoopOptions.Default,
            limits ?? Limits,
            [.. new[] { input, script }.OfType<IInputPort>()],
            [stimulus ?? new ReplayStimulusPort("virtual", 4)],
            [
                new RateClamp(new RateClampOptions { ProportionalGain = proportionalGain, TimeConstant = TimeSpan.FromMilliseconds(100) }),
                new ActivityDependentStimulation(new ActivityDependentOptions
                {
                    Count = 3,
                    Refractory = TimeSpan.FromMilliseconds(20),
                    MaximumPerMinute = 1_000,
                    Pulses = new PulseTrain { Channel = 1, Nanoamperes = 0.7, Width = TimeSpan.FromMicroseconds(2_300), Interval = TimeSpan.FromMilliseconds(7), Count = 2 },
                }),
                new TriggeredResponse(new TriggeredResponseOptions
                {
                    Trigger = new InputFilter { FirstChannel = 2, Channels = 1 },
                    Response = 0,
                    Delay = TimeSpan.FromMicroseconds(1_700),
                    Refractory = TimeSpan.FromMilliseconds(30),
                    Pulses = new PulseTrain { Channel = 3, Nanoamperes = 0.3 },
                }),
            ],
            [response ?? Response],
            recorder,
            clock ?? new ManualClock());

    // An experiment on a clock that only the test moves, for so many milliseconds and then whatever ends it.
    private static List<RigRecord> Record(
        int milliseconds,
        out LoopReport report,
        Action<ClosedLoop, Pacer, ManualClock, ScriptedInput>? finish = null,
        SafetyLimits? limits = null)
    {
        var (clock, preparation, script, recorder) = (new ManualClock(), Preparation(), new ScriptedInput(), new CollectingRecorder());
        using var loop = Build(recorder, limits: limits, input: preparation, stimulus: preparation, clock: clock, script: script);
        var pacer = new Pacer(new ExperimentClock(clock), PacerOptions.Default, [preparation], [], loop);
        pacer.Begin();
        pacer.AdvanceHorizon(long.MaxValue - 1);
        script.Add(50, InputKind.Command, (int)RigCommand.Target, 150).Add(120.2, InputKind.Command, (int)RigCommand.Pause).Add(140.7, InputKind.Command, (int)RigCommand.Resume);
        var goesOn = true;
        if (finish is null)
        {
            script.Add(milliseconds, InputKind.Command, (int)RigCommand.Stop);
        }

        // The loop comes to its work a little late, now and then much.
        var random = new Random(8);
        var isFinished = finish is null;
        while (goesOn && loop.SafeState is null)
        {
            if (!isFinished && clock.NowNanoseconds > 300 * 1_000_000L)
            {
                isFinished = true;
                finish!(loop, pacer, clock, script);
                continue;
            }

            clock.Advance(random.Next(40) == 0 ? 3_300_000 : random.Next(20_000));
            goesOn = pacer.Step();
        }

        report = loop.Report();
        return recorder.Records;
    }
}
