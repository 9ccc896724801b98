namespace Noble.Edge.Rig.Tests;

public class ControllerTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    public void RateClamp_LeakyNeuron_HoldsTheRate(double target)
    {
        var preparation = new VirtualPreparation(new VirtualPreparationOptions { NoiseNanoamperes = 0.03 });
        var clamp = new RateClamp(new RateClampOptions { TargetHertz = target, MaximumNanoamperes = 1 });
        using var bench = new LoopBench([clamp], inputs: [preparation], stimuli: [preparation]);

        bench.RunTo(20_000);
        var before = preparation.Spikes;
        bench.RunTo(40_000);

        Assert.InRange((preparation.Spikes - before) / 20.0, target * 0.97, target * 1.03);
    }

    [Fact]
    public void RateClamp_AfterLongSaturation_LetsGoAtOnce()
    {
        // Deaf for 60 s at a target that it cannot reach; then there are more spikes than wanted.
        var clamp = new RateClamp(new RateClampOptions { TargetHertz = 10, MaximumNanoamperes = 0.5, TimeConstant = TimeSpan.FromMilliseconds(100) });
        using var bench = new LoopBench([clamp]);
        for (var ms = 60_000.0; ms < 62_000; ms += 20)
        {
            bench.Input.Add(ms, InputKind.Spike);
        }

        bench.RunTo(59_999);
        Assert.Equal(0.5, clamp.Nanoamperes);
        bench.RunTo(61_500);
        Assert.True(clamp.Nanoamperes < 0.45, $"{clamp.Nanoamperes} nA");
        bench.RunTo(62_000);
        Assert.True(clamp.Nanoamperes < 0.35, $"{clamp.Nanoamperes} nA");
    }

    [Fact]
    public void RateClamp_TargetCommand_IsTheNewTarget()
    {
        var clamp = new RateClamp(new RateClampOptions { TargetHertz = 10 });
        using var bench = new LoopBench([clamp]);
        bench.Input.Add(1, InputKind.Command, (int)RigCommand.Target, 25).Add(2, InputKind.Command, (int)RigCommand.Target, -1);

        bench.RunTo(5);

        Assert.Equal(25, clamp.TargetHertz);
    }

    [Fact]
    public void Current_OfThePopulation_IsNoCommandToAController()
    {
        var clamp = new RateClamp(new RateClampOptions { TargetHertz = 10 });
        using var bench = new LoopBench([clamp]);
        bench.Input.Add(1, InputKind.Current, (int)RigCommand.Target, 25).Add(2, InputKind.Current, (int)RigCommand.EmergencyStop, 25);

        bench.RunTo(5);

        Assert.Equal(10, clamp.TargetHertz);
        Assert.Null(bench.Loop.SafeState);
    }

    [Fact]
    public void ActivityDependent_CountWithinTheWindow_IsAnsweredOnceAndThenRests()
    {
        var controller = new ActivityDependentStimulation(new ActivityDependentOptions
        {
            Count = 3,
            Window = TimeSpan.FromMilliseconds(10),
            Refractory = TimeSpan.FromMilliseconds(50),
            Pulses = new PulseTrain { Nanoamperes = 1 },
        });
        using var bench = new LoopBench([controller]);
        foreach (var ms in (double[])[1, 5, 12, 14, 15, 30, 31, 32, 70, 72, 74])
        {
            bench.Input.Add(ms, InputKind.Spike);
        }

        bench.RunTo(100);

        // 1, 5, 12 are too far apart; 5, 12, 14 fit; 15 counts anew; 30 to 32 come within the rest.
        Assert.Equal((2, 1), ((int)controller.Given, (int)controller.HeldBack));
        Assert.Equal([14, 74], bench.Log.Records.Where(r => r is { Kind: RigRecordKind.Stimulus, Value: 1 }).Select(r => (int)(r.TimeNanoseconds / 1_000_000)));
    }

    [Fact]
    public void ActivityDependent_MostInAMinute_IsKept()
    {
        var controller = new ActivityDependentStimulation(new ActivityDependentOptions
        {
            Count = 1,
            Refractory = TimeSpan.Zero,
            MaximumPerMinute = 4,
            Pulses = new PulseTrain { Nanoamperes = 1 },
        });
        using var bench = new LoopBench([controller]);
        for (var s = 0; s < 125; s++)
        {
            bench.Input.Add((s * 1000) + 500, InputKind.Spike);
        }

        bench.RunTo(125_000);

        Assert.Equal(12, controller.Given);
        Assert.Equal(113, controller.HeldBack);
    }

    [Theory]
    [InlineData(7.3, 0.25)]
    [InlineData(7.3, 0.0)]
    [InlineData(31, 0.75)]
    public void PhaseLocked_JitteredRhythm_StimulatesAtItsPhase(double hertz, double phase)
    {
        var controller = new PhaseLockedStimulation(new PhaseLockedOptions { Phase = phase, MinimumHertz = 2, MaximumHertz = 80, Pulses = new PulseTrain { Nanoamperes = 1 } });
        using var bench = new LoopBench([controller]);
        var random = new Random(2);
        var marks = Enumerable.Range(1, (int)(20 * hertz)).Select(n => (n + (0.02 * (random.NextDouble() - 0.5))) / hertz * 1000).ToArray();
        foreach (var ms in marks)
        {
            bench.Input.Add(ms, InputKind.Spike);
        }

        bench.RunTo(20_000);

        var begins = bench.Log.Records.Where(r => r is { Kind: RigRecordKind.Stimulus, Value: 1 }).Select(r => r.TimeNanoseconds * 1e-9).Where(s => s > 5).ToArray();
        Assert.InRange(begins.Length, (int)(14.5 * hertz), (int)(15.2 * hertz) + 1);
        var errors = begins.Select(s => (s * hertz) - phase).Select(cycles => cycles - Math.Round(cycles)).ToArray();
        Assert.InRange(errors.Average(), -0.02, 0.02);
        Assert.All(errors, error => Assert.InRange(error, -0.05, 0.05));
        Assert.InRange(controller.Hertz, hertz * 0.98, hertz * 1.02);
    }

    [Fact]
    public void PhaseLocked_SampledRhythm_IsFollowed()
    {
        var preparation = new VirtualPreparation(new VirtualPreparationOptions
        {
            NoiseNanoamperes = 0.005,
            RhythmNanoamperes = 0.05,
            RhythmHertz = 8,
            SampleInterval = TimeSpan.FromMilliseconds(1),
        });
        var controller = new PhaseLockedStimulation(new PhaseLockedOptions
        {
            Rhythm = new InputFilter { Kind = InputKind.Sample },
            MinimumHertz = 4,
            MaximumHertz = 16,
            Pulses = new PulseTrain { Nanoamperes = 0.001 },
        });
        using var bench = new LoopBench([controller], inputs: [preparation], stimuli: [preparation]);

        bench.RunTo(10_000);

        Assert.True(controller.IsLocked);
        Assert.InRange(controller.Hertz, 7.8, 8.2);
        Assert.InRange(controller.Given, 60, 81);
    }

    [Fact]
    public void PhaseLocked_RhythmStops_StimuliStop()
    {
        var controller = new PhaseLockedStimulation(new PhaseLockedOptions { MinimumHertz = 4, MaximumHertz = 40, Pulses = new PulseTrain { Nanoamperes = 1 } });
        using var bench = new LoopBench([controller]);
        for (var n = 1; n < 50; n++)
        {
            bench.Input.Add(n * 100, InputKind.Spike);
        }

        bench.RunTo(5_000);
        Assert.True(controller.IsLocked);
        bench.RunTo(6_000);
        var given = controller.Given;
        bench.RunTo(10_000);
        Assert.False(controller.IsLocked);
        Assert.Equal(given, controller.Given);
    }

    [Fact]
    public void Trigger_WithinTheRefractoryTime_IsLetPass()
    {
        var controller = new TriggeredResponse(new TriggeredResponseOptions
        {
            Trigger = new InputFilter { Kind = InputKind.Rising, FirstChannel = 3, Channels = 1 },
            Refractory = TimeSpan.FromMilliseconds(10),
            Pulses = new PulseTrain { Nanoamperes = 1 },
        });
        using var bench = new LoopBench([controller]);
        bench.Input.Add(1, InputKind.Rising, 3).Add(5, InputKind.Rising, 3).Add(6, InputKind.Rising, 4).Add(7, InputKind.Falling, 3).Add(12, InputKind.Rising, 3)
            .Add(30, InputKind.Command, (int)RigCommand.Trigger, 1).Add(31, InputKind.Command, (int)RigCommand.Trigger, 0);

        bench.RunTo(50);

        Assert.Equal((3, 1), ((int)controller.Answered, (int)controller.Passed));
    }

    [Fact]
    public void PulseTrain_Overlapping_IsRefused()
    {
        var pulses = new PulseTrain { Nanoamperes = 1, Count = 2, Width = TimeSpan.FromMilliseconds(20) };
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new TriggeredResponse(new TriggeredResponseOptions { Pulses = pulses }));
        Assert.Equal("pulse interval 10 ms is shorter than the width 20 ms: expected at least as long", error.Message);
    }
}
