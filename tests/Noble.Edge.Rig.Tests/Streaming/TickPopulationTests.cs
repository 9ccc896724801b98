using Noble.Edge.Operator;
using Noble.Edge.Spikes;
using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public class TickPopulationTests
{
    private const int Neurons = 5;
    private const int Steps = 20_000; // 2 s
    private const long Step = 100_000; // [ns]

    private static readonly StreamingNeurons Cells = SmallStreaming.Neurons(SmallStreaming.Weights(SmallStreaming.WithConductance(SmallStreaming.Spec())), Neurons);

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void Tick_OfAnyLength_GivesTheSpikesOfTheEngine(double tickMilliseconds)
    {
        var waveform = Waveform();
        using var bench = new Bench(new WaveformStimulus(waveform, Neurons, 1, loops: false, "test"), tickMilliseconds);
        bench.Loop.AdvanceTo((Steps * Step) - 1);

        using var engine = new StreamingReference(Cells);
        var expected = new List<SpikeEvent>();
        var current = new float[Neurons];
        Add(expected, engine);
        for (var step = 0; step < Steps; step++)
        {
            for (var n = 0; n < Neurons; n++)
            {
                current[n] = waveform[(n * Steps) + step];
            }

            engine.Step(current);
            Add(expected, engine);
        }

        Assert.InRange(expected.Count, 50, Steps);
        Assert.Equal(expected, bench.Spikes);
        Assert.Equal(Steps / (int)Math.Round(tickMilliseconds * 10), bench.Population.Ticks);
    }

    [Fact]
    public void Tick_ASpike_IsKnownAStepAhead()
    {
        using var bench = new Bench(new NoStimulus(), 0.1, bias: 0.3);
        for (var tick = 0; tick < 2_000; tick++)
        {
            var known = bench.Spikes.Count;
            bench.Loop.AdvanceTo(tick * Step);
            Assert.All(bench.Spikes.Skip(known), spike => Assert.InRange(spike.TimeNanoseconds, tick == 0 ? 0 : (tick + 1) * Step, (tick + 2) * Step));
        }

        Assert.NotEmpty(bench.Spikes);
    }

    [Fact]
    public void Duration_SpikesAfterIt_AreNotHandedOver()
    {
        using var bench = new Bench(new NoStimulus(), 1, bias: 0.3, duration: TimeSpan.FromMilliseconds(150));
        bench.Loop.AdvanceTo(400 * 1_000_000L);
        Assert.All(bench.Spikes, spike => Assert.True(spike.TimeNanoseconds < 150_000_000));
        Assert.Equal(bench.Spikes.Count, bench.Population.Rendered);
    }

    [Fact]
    public void Current_Changed_CountsFromTheTickAfterTheEvent()
    {
        using var bench = new Bench(new NoStimulus(), 0.5);
        bench.Loop.AdvanceTo(10_200_000);
        bench.Loop.TakeIn(new InputEvent(10_200_000, InputKind.Current, 0, 1, 0.4));
        bench.Loop.AdvanceTo(200_000_000);

        var waveform = new float[2_001];
        Array.Fill(waveform, 0.4f, 105, waveform.Length - 105);
        using var again = new Bench(new WaveformStimulus(waveform, 1, 1, loops: false, "test"), 0.5);
        again.Loop.AdvanceTo(200_000_000);
        Assert.Equal(again.Spikes.Where(spike => spike.TimeNanoseconds < 200_000_000), bench.Spikes.Where(spike => spike.TimeNanoseconds < 200_000_000));
    }

    [Fact]
    public void Behind_BeyondTheBound_LeavesTicksOutAndSaysSo()
    {
        using var bench = new Bench(new NoStimulus(), 1, bias: 0.3, behind: TimeSpan.FromMilliseconds(20));
        bench.Loop.AdvanceTo(10_000_000);
        bench.Loop.AdvanceTo(25_000_000); // 14 ticks to catch up: all of them
        Assert.Equal(26, bench.Population.Ticks);
        bench.Loop.AdvanceTo(325_000_000);

        var skipped = Assert.Single(bench.Records, record => record is { Kind: RigRecordKind.Input, Detail: (byte)InputKind.Skipped });
        Assert.Equal((25_000_000, 299), (skipped.TimeNanoseconds, skipped.Channel));
        Assert.Equal((27, 299), (bench.Population.Ticks, bench.Population.Report().Skipped));

        // The neurons stood still: what they do goes on afterwards, later by as much.
        using var through = new Bench(new NoStimulus(), 1, bias: 0.3);
        through.Loop.AdvanceTo(500_000_000 - (299 * 1_000_000L));
        bench.Loop.AdvanceTo(500_000_000, inPieces: true);
        Assert.Equal(through.Spikes.Select(spike => spike.TimeNanoseconds > 26_100_000 ? spike with { TimeNanoseconds = spike.TimeNanoseconds + 299_000_000 } : spike), bench.Spikes);
    }

    [Fact]
    public void Replay_OfSkippedTicks_GivesTheSameSpikes()
    {
        using var bench = new Bench(new NoStimulus(), 1, bias: 0.3, behind: TimeSpan.FromMilliseconds(20));
        foreach (var time in new long[] { 40, 50, 200, 205, 900 })
        {
            bench.Loop.AdvanceTo(time * 1_000_000);
        }

        Assert.Equal(3, bench.Records.Count(record => record is { Kind: RigRecordKind.Input, Detail: (byte)InputKind.Skipped }));
        var parts = new List<Bench>();
        var again = TickedSpikesAgain.Make(bench.Records, take => Rebuilt(parts, take), 900_000_000).ToArray();
        parts.ForEach(part => part.Dispose());
        Assert.NotEmpty(bench.Spikes);
        Assert.Equal(bench.Spikes, again);
    }

    [Fact]
    public void Samples_ReplayedFromTheirRecords_GiveTheSameSpikes()
    {
        var options = new SampledStimulusOptions { Source = 0, Hold = TimeSpan.FromMilliseconds(5) };
        using var bench = new Bench(new SampledStimulus(Neurons, options, "test"), 0.1);
        var random = new SeededRandom(3);
        for (var time = 0L; time < 900_000_000; time += 130_000)
        {
            bench.Loop.AdvanceTo(time);
            bench.Loop.TakeIn(new InputEvent(time, InputKind.Sample, 0, (int)(time / 130_000 % Neurons), time % 7 == 0 ? double.NaN : 0.4 * random.NextUniform()));
        }

        var parts = new List<Bench>();
        var again = TickedSpikesAgain.Make(bench.Records, take => Rebuilt(parts, take, new SampledStimulus(Neurons, options, "test"), 0.1), 900_000_000).ToArray();
        parts.ForEach(part => part.Dispose());
        Assert.InRange(bench.Spikes.Count, 20, 100_000);
        Assert.Equal(bench.Spikes, again.Take(bench.Spikes.Count));
    }

    [Fact]
    public void Circuit_WithConductances_GivesTheSpikesOfTheHybridCircuit()
    {
        var spec = new CircuitSpec
        {
            VirtualCells = Neurons,
            Synapses = [.. Enumerable.Range(0, Neurons).Select(n => new ChemicalSynapseSpec { From = n, To = (n + 1) % Neurons, ConductanceNanosiemens = 6, ReversalMillivolts = -75 })],
            Background = [.. Enumerable.Range(0, Neurons).Select(n => new BackgroundSpec { Cell = n, ExcitatoryMeanNanosiemens = 4, ExcitatoryDeviationNanosiemens = 2 })],
        };
        using var bench = new Bench(new NoStimulus(), 1, bias: 0.2, circuit: spec);
        bench.Loop.AdvanceTo((Steps * Step) - 1);

        using var engine = new StreamingReference(Cells);
        var hybrid = new HybridCircuit(spec, engine, null);
        var expected = new List<SpikeEvent>();
        Add(expected, engine);
        for (var step = 0; step < Steps; step++)
        {
            hybrid.Step([.. Enumerable.Repeat(0.2f, Neurons)]);
            Add(expected, engine);
        }

        Assert.InRange(expected.Count, 50, Steps);
        Assert.Equal(expected.Where(spike => spike.TimeNanoseconds < Steps * Step), bench.Spikes);
    }

    [Fact]
    public void Circuit_Commanded_CountsFromTheTickAfterTheEvent()
    {
        var spec = new CircuitSpec { VirtualCells = Neurons };
        using var bench = new Bench(new NoStimulus(), 0.5, circuit: spec);
        bench.Loop.AdvanceTo(10_200_000);
        for (var n = 0; n < Neurons; n++)
        {
            bench.Loop.TakeIn(Change(10_200_000, CircuitCommandKind.Holding, n, 0.4));
        }

        bench.Loop.TakeIn(Change(10_200_000, CircuitCommandKind.Holding, 0, 11));
        bench.Loop.TakeIn(Change(10_200_000, CircuitCommandKind.Synapse, 0, 1));
        bench.Loop.AdvanceTo(200_000_000);

        var waveform = new float[2_001];
        Array.Fill(waveform, 0.4f, 105, waveform.Length - 105);
        using var again = new Bench(new WaveformStimulus(waveform, 1, 1, loops: false, "test"), 0.5, circuit: spec);
        again.Loop.AdvanceTo(200_000_000);
        Assert.Equal(again.Spikes.Where(spike => spike.TimeNanoseconds < 200_000_000), bench.Spikes.Where(spike => spike.TimeNanoseconds < 200_000_000));
        Assert.Contains(bench.Spikes, spike => spike.TimeNanoseconds > 11_000_000);
        var report = bench.Population.Report();
        Assert.Equal((5L, 2L), (report.CircuitCommands, report.Circuit!.CommandsRefused));

        var parts = new List<Bench>();
        var replayed = TickedSpikesAgain.Make(bench.Records, take => Rebuilt(parts, take, new NoStimulus(), 0.5, spec), 200_000_000).ToArray();
        parts.ForEach(part => part.Dispose());
        Assert.Equal(bench.Spikes, replayed.Take(bench.Spikes.Count));
        Assert.Contains("input circuit port 0 holding of cell 4 0.4 nA", bench.Records.Select(record => RigRecordText.Describe(record)));
    }

    [Fact]
    public void Tick_OnceWarm_AllocatesNothing()
    {
        var circuit = new CircuitSpec { VirtualCells = Neurons };
        using var bench = new Bench(new SampledStimulus(Neurons, new SampledStimulusOptions { Source = 0, StepsPerSample = 1 }, "test"), 0.5, bias: 0.3, taker: _ => true, recorder: null, circuit: circuit);
        var tap = new VoltageTap(Neurons, bench.Population.BlockSamples, Step, 4);
        bench.Population.Connect(tap);
        using var reader = tap.Attach()!;
        reader.Neuron = 2;
        var time = 0L;
        AllocationAssert.AllocatesNothing(() =>
        {
            for (var end = time + 400_000_000; time < end;)
            {
                time += 500_000;
                bench.Loop.AdvanceTo(time);
                bench.Loop.TakeIn(new InputEvent(time, InputKind.Sample, 0, 1, 0.2));
                bench.Loop.TakeIn(Change(time, CircuitCommandKind.Holding, (int)(time % 7), 0.01));
            }
        });
        Assert.True(bench.Population.Report().CircuitCommands > 0);
        Assert.True(bench.Population.Rendered > 0);
    }

    [Fact]
    public void Voltage_OfBlocks_IsThatOfTheEngineAtItsTimes()
    {
        using var bench = new Bench(new NoStimulus(), 1, bias: 0.2);
        var tap = new VoltageTap(Neurons, bench.Population.BlockSamples, Step, 20);
        bench.Population.Connect(tap);
        using var reader = tap.Attach()!;
        reader.Neuron = 3;
        bench.Loop.AdvanceTo(20_000_000);

        using var engine = new StreamingReference(Cells);
        var current = Enumerable.Repeat(0.2f, Neurons).ToArray();
        var seen = new float[100];
        Assert.Equal(100, reader.Read(20_000_000, seen, out var neuron, out var first));
        Assert.Equal((3, 0), (neuron, first));
        foreach (var sample in seen)
        {
            Assert.Equal(engine.Voltage[3], sample);
            engine.Step(current);
        }
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.15)]
    public void Tick_ThatIsNoMultipleOfTheStep_IsRefused(double milliseconds)
    {
        using var engine = new StreamingReference(Cells);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new TickPopulation(engine, new NoStimulus(), 0, TimeSpan.FromMilliseconds(milliseconds), TickOptions.Default, new ManualClock()));
        Assert.Contains("expected 1 to 1000 times the model's step of 0.1 ms", error.Message, StringComparison.Ordinal);
    }

    private static InputEvent Change(long time, CircuitCommandKind kind, int index, double value) => new(time, InputKind.Circuit, 0, new CircuitCommand(kind, index, value).Channel, value);

    private static ClosedLoop Rebuilt(List<Bench> parts, Func<SpikeEvent, bool> take, IStreamingStimulus? stimulus = null, double tick = 1, CircuitSpec? circuit = null)
    {
        parts.Add(new Bench(stimulus ?? new NoStimulus(), tick, stimulus is null ? 0.3 : 0, TimeSpan.MaxValue, TimeSpan.MaxValue, take, recorder: null, circuit));
        return parts[^1].Loop.Inner;
    }

    private static float[] Waveform()
    {
        var random = new SeededRandom(11);
        var current = new float[Neurons * Steps];
        for (var i = 1; i < current.Length; i++)
        {
            current[i] = (float)((0.98 * current[i - 1]) + (0.05 * (random.NextUniform() - 0.4)));
        }

        return current;
    }

    private static void Add(List<SpikeEvent> spikes, StreamingReference engine)
    {
        var next = engine.NextSpike.ToArray();
        spikes.AddRange(next.Select((share, n) => (share, n)).Where(spike => spike.share >= 0)
            .Select(spike => new SpikeEvent((long)Math.Round((engine.Time + (double)spike.share) * Step), spike.n)).OrderBy(spike => spike.TimeNanoseconds).ThenBy(spike => spike.Neuron));
    }

    // A loop with a population, moved by hand.
    private sealed class Bench : IRigRecorder, ISpikeSink, IDisposable
    {
        private readonly StreamingReference _engine = new(Cells);

        internal Bench(
            IStreamingStimulus stimulus, double tick, double bias = 0, TimeSpan? duration = null, TimeSpan? behind = null, Func<SpikeEvent, bool>? taker = null, bool? recorder = true,
            CircuitSpec? circuit = null)
        {
            var options = new TickOptions { Duration = duration ?? TimeSpan.MaxValue, LongestBehind = behind ?? TimeSpan.MaxValue };
            Population = new TickPopulation(_engine, stimulus, bias, TimeSpan.FromMilliseconds(tick), options, new ManualClock(), circuit is null ? null : new TickCircuit(new Circuit(circuit, 0.1, Cells.Weights.Spec.SynapticReferenceMillivolts), []));
            Population.Connect(taker ?? (spike =>
            {
                Spikes.Add(spike);
                return true;
            }));
            var loop = new ClosedLoop(
                new LoopOptions { Tick = TimeSpan.FromMilliseconds(tick) }, SafetyLimits.Default, [], [], [], [], recorder is null ? null : this, new ManualClock(), Population);
            loop.Start(this, 0);
            Loop = new Driven(loop);
        }

        internal TickPopulation Population { get; }

        internal Driven Loop { get; }

        internal List<SpikeEvent> Spikes { get; } = [];

        internal List<RigRecord> Records { get; } = [];

        public void Record(in RigRecord record) => Records.Add(record);

        void ISpikeSink.Play(in SpikeEvent spike, long latenessNanoseconds, long monotonicNow)
        {
        }

        public void Dispose()
        {
            Loop.Inner.Dispose();
            _engine.Dispose();
        }
    }

    private sealed class Driven(ClosedLoop inner)
    {
        internal ClosedLoop Inner => inner;

        internal void TakeIn(in InputEvent received) => inner.TakeIn(received);

        internal void AdvanceTo(long time, bool inPieces = false)
        {
            for (var at = inner.Time; inPieces && at < time; at += 1_000_000)
            {
                inner.AdvanceTo(at);
            }

            inner.AdvanceTo(time);
        }
    }
}
