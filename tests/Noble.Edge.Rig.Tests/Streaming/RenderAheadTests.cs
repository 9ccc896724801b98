using Noble.Edge.Spikes;
using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public class RenderAheadTests
{
    private const long Millisecond = 1_000_000;
    private const long Trial = 10 * Millisecond; // 100 samples

    private readonly ManualClock _clock = new();
    private readonly CollectingPort _port = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Step_TrialsAhead_RendersThatFarAndNoFurther(int trialsAhead)
    {
        var renderer = new ScriptedRenderer(2, 100, 20, 60);
        var (producer, _) = Create(renderer, new StreamerOptions { TrialsAhead = trialsAhead });
        for (var i = 0; i < trialsAhead; i++)
        {
            Assert.Equal(RenderAheadState.Rendered, producer.Step(0));
        }

        Assert.Equal(RenderAheadState.FarEnough, producer.Step(0));
        Assert.Equal(RenderAheadState.Rendered, producer.Step(1));
        Assert.Equal(RenderAheadState.FarEnough, producer.Step(Trial));
        Assert.Equal(Enumerable.Range(0, trialsAhead + 1).Select(i => (long)i), renderer.Trials);
    }

    [Fact]
    public void Step_TrialsAndPacer_ExperimentTimeIsContinuous()
    {
        var renderer = new ScriptedRenderer(3, 100, 20, 60);
        var (producer, pacer) = Create(renderer, new StreamerOptions { Duration = TimeSpan.FromMilliseconds(50) });
        Play(producer, pacer);
        Assert.Equal(renderer.Expected(5), _port.Spikes);
        Assert.Equal(30, producer.Rendered);
        Assert.Equal(0, pacer.Underruns);
        Assert.Equal(50 * Millisecond, _clock.NowNanoseconds);
    }

    [Fact]
    public void Step_DurationInsideATrial_CutsThere()
    {
        var renderer = new ScriptedRenderer(1, 100, 20, 60);
        var (producer, pacer) = Create(renderer, new StreamerOptions { Duration = TimeSpan.FromMilliseconds(25) });
        Play(producer, pacer);
        Assert.Equal(renderer.Expected(3).Where(spike => spike.TimeNanoseconds < 25 * Millisecond), _port.Spikes);
        Assert.Equal(5, producer.Rendered);
        Assert.Equal(3, producer.Trials);
    }

    [Fact]
    public void Step_SpikeOnTheSeam_PlayedOnceAndInOrder()
    {
        // Sample 0 is high: the crossing is half a sample before the trial's start.
        var renderer = new ScriptedRenderer(1, 100, 0, 50);
        var (producer, pacer) = Create(renderer, new StreamerOptions { Duration = TimeSpan.FromMilliseconds(40) });
        Play(producer, pacer);
        Assert.Equal(renderer.Expected(4).Skip(1), _port.Spikes); // at the very start nothing was crossed
        Assert.Equal(0, pacer.Late);
    }

    [Fact]
    public void Step_PacerFull_WaitsAndLosesNothing()
    {
        var renderer = new ScriptedRenderer(40, 100, 20, 60);
        var (producer, pacer) = Create(
            renderer,
            new StreamerOptions { Duration = TimeSpan.FromMilliseconds(30), Pacer = PacerOptions.Default with { InputCapacity = 16 } });
        Assert.Equal(RenderAheadState.PacerFull, producer.Step(0));
        Play(producer, pacer);
        Assert.Equal(renderer.Expected(3), _port.Spikes);
    }

    [Fact]
    public void Step_RenderingSlowerThanRealTime_ClockIsHeldAndTimesStayTrue()
    {
        var renderer = new ScriptedRenderer(2, 100, 20, 60);
        var (producer, pacer) = Create(renderer, new StreamerOptions { Duration = TimeSpan.FromMilliseconds(40) });
        renderer.Rendering = _ =>
        {
            // The pacer goes on while a trial takes 15 ms to render.
            for (var until = _clock.NowNanoseconds + (15 * Millisecond); _clock.NowNanoseconds < until;)
            {
                pacer.Step();
            }
        };
        Play(producer, pacer);
        Assert.Equal(renderer.Expected(4), _port.Spikes);
        var report = pacer.Report();
        Assert.Equal(4, report.Underruns); // each trial is 5 ms late, the first one 15
        Assert.InRange(report.HeldNanoseconds, 30 * Millisecond, 40 * Millisecond);
        Assert.Equal(_clock.NowNanoseconds, (40 * Millisecond) + report.HeldNanoseconds);
        Assert.InRange(producer.RenderNanoseconds, 60 * Millisecond, 62 * Millisecond);
    }

    [Fact]
    public void Step_Currents_ReachTheRenderer()
    {
        var renderer = new ScriptedRenderer(3, 100, 20);
        var (producer, pacer) = Create(renderer, new StreamerOptions { Duration = TimeSpan.FromMilliseconds(20) }, new OddTrialsNeuronOne());
        Play(producer, pacer);
        Assert.Equal([1], _port.Spikes.Select(spike => spike.Neuron));
        Assert.InRange(_port.Spikes[0].TimeNanoseconds, Trial, 2 * Trial);
    }

    [Fact]
    public void Step_Detector_IsTheOption()
    {
        var renderer = new ScriptedRenderer(1, 100, 20, 60);
        var detector = new SpikeDetectorOptions { ThresholdMillivolts = 40 };
        var (producer, pacer) = Create(renderer, new StreamerOptions { Duration = TimeSpan.FromMilliseconds(20), Detector = detector });
        Play(producer, pacer);
        Assert.Empty(_port.Spikes);
    }

    [Fact]
    public void Step_TrialAfterTrial_AllocatesNothing()
    {
        var renderer = new ScriptedRenderer(8, 1000, 100, 500);
        _port.Spikes.Capacity = 10_000;
        _port.Times.Capacity = 10_000;
        var (producer, pacer) = Create(renderer, StreamerOptions.Default);
        renderer.Trials.Capacity = 1000;
        for (var warmUp = 0; warmUp < 3; warmUp++)
        {
            PlayOneTrial();
        }

        var trials = 3;
        AllocationAssert.AllocatesNothing(() =>
        {
            for (var trial = 0; trial < 50; trial++, trials++)
            {
                PlayOneTrial();
            }
        });
        Assert.Equal(trials * 16, pacer.Played);
        Assert.Equal(trials * 16, _port.Spikes.Count);

        void PlayOneTrial()
        {
            var played = pacer.Played + 16;
            while (pacer.Played < played)
            {
                producer.Step(Experiment!.NowNanoseconds);
                pacer.Step();
            }
        }
    }

    [Fact]
    public void StreamerOptions_OutsideTheirRange_SayTheRange()
    {
        Assert.Contains("expected more than 0", Message(() => new StreamerOptions { Duration = TimeSpan.Zero }), StringComparison.Ordinal);
        Assert.Contains("expected 1 to 100", Message(() => new StreamerOptions { TrialsAhead = 0 }), StringComparison.Ordinal);

        static string Message(Func<StreamerOptions> make) => Assert.Throws<ArgumentOutOfRangeException>(make).Message;
    }

    private (RenderAhead Producer, Pacer Pacer) Create(ScriptedRenderer renderer, StreamerOptions options, ICurrentSchedule? currents = null)
    {
        var experiment = new ExperimentClock(_clock);
        var pacer = new Pacer(experiment, options.Pacer, [_port], []);
        var producer = new RenderAhead(renderer, currents ?? new ConstantCurrent(0.1), pacer, options, _clock);
        experiment.Start();
        Experiment = experiment;
        return (producer, pacer);
    }

    private ExperimentClock? Experiment { get; set; }

    // One thread plays both: the renderer gets a turn after each of the pacer's.
    private void Play(RenderAhead producer, Pacer pacer)
    {
        producer.Step(0);
        var steps = 0;
        while (pacer.Step())
        {
            producer.Step(Experiment!.NowNanoseconds);
            Assert.True(++steps < 1_000_000, "the stream does not end");
        }
    }

    private sealed class OddTrialsNeuronOne : ICurrentSchedule
    {
        public void Fill(long trial, Span<double> currentNanoamperes)
        {
            currentNanoamperes.Clear();
            currentNanoamperes[1] = trial % 2;
        }
    }
}
