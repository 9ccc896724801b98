using Noble.Edge.Operator;
using Noble.Edge.Spikes;
using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

/// <summary>A hybrid circuit that is fed with everything that no preparation gives.</summary>
public class HostileTicksTests
{
    private const int Neurons = 3;
    private const int Ticks = 1_000_000;
    private const long Tick = 100_000; // [ns]
    private const double Lowest = -0.2, Highest = 0.3; // [nA]

    private static readonly double[] Values = [0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, -1e300, 1e-300, -70, 30, 0.2, -0.1, 1e6];

    [Fact]
    public void Ticks_AMillionWithExtremeMissingAndWrongInput_StayDefinedAndWithinTheLimits()
    {
        using var engine = StreamingEngine.Create(SmallStreaming.Neurons(SmallStreaming.Weights(SmallStreaming.WithConductance(SmallStreaming.Spec())), Neurons));
        var port = new CheckedStimulus();
        var circuit = new Circuit(
            new CircuitSpec
            {
                VirtualCells = Neurons,
                Preparation = [new PreparationCellSpec { MaximumNanoamperes = 1000 }, new PreparationCellSpec { SpikeThresholdMillivolts = double.NaN, MaximumNanoamperes = 1000 }],
                Synapses = [new() { From = 0, To = 3, ConductanceNanosiemens = 10_000 }, new() { From = 3, To = 1, ConductanceNanosiemens = 10_000 }, new() { From = 4, To = 2, ConductanceNanosiemens = 50 }],
                Electrical = [new() { From = 1, To = 4, ConductanceNanosiemens = 5_000 }],
                Graded = [new() { From = 4, To = 0, ConductanceNanosiemens = 1_000 }],
            },
            engine.Spec.StepMilliseconds,
            engine.Spec.SynapticReferenceMillivolts);
        var stimulus = new SampledStimulus(Neurons, new SampledStimulusOptions { Source = 0, Hold = TimeSpan.FromMilliseconds(3) }, "test");
        var excitation = new SampledStimulus(Neurons, new SampledStimulusOptions { Source = 2, StepsPerSample = 3, Delay = 2 }, "test");
        var sources = new ConductanceSources([new(excitation, 0)], Neurons, engine.Spec.SynapticReferenceMillivolts, engine.Spec.MostConductanceNanosiemens);
        var places = new TickCircuit(circuit, [new ClampedCell(1, 0, 1, 0), new ClampedCell(1, 1, 1, 1)]);
        var population = new TickPopulation(engine, stimulus, 0.1, TimeSpan.FromMilliseconds(0.1), TickOptions.Default with { LongestBehind = TimeSpan.MaxValue }, new ManualClock(), places, sources);
        var last = new long[Neurons];
        Array.Fill(last, -1_000_000_000);
        population.Connect(spike =>
        {
            Assert.True(spike.TimeNanoseconds - last[spike.Neuron] > 1_499_000, "no spike within the refractory time");
            last[spike.Neuron] = spike.TimeNanoseconds;
            return true;
        });
        var limits = SafetyLimits.Default with { MinimumNanoamperes = Lowest, MaximumNanoamperes = Highest, StimuliPerSecond = 100_000 };
        using var loop = new ClosedLoop(new LoopOptions { Tick = TimeSpan.FromMilliseconds(0.1) }, limits, [], [port], [], [], null, new ManualClock(), population);
        loop.Start(new NoSink(), 0);
        var random = new SeededRandom(8);
        for (var tick = 0L; tick < Ticks; tick++)
        {
            for (var events = random.NextIndex(4); events > 0; events--)
            {
                var kind = (InputKind)(byte)random.NextIndex(9);
                if (kind is not (InputKind.Command or InputKind.Skipped))
                {
                    var channel = kind == InputKind.Circuit ? Change((CircuitCommandKind)random.NextIndex(8), random.NextIndex(7) - 1) : random.NextIndex(6) - 1;
                    loop.TakeIn(new InputEvent(loop.Time, kind, (ushort)random.NextIndex(3), channel, Values[random.NextIndex(Values.Length)]));
                }
            }

            loop.AdvanceTo(tick * Tick);
            foreach (var millivolts in engine.Voltage)
            {
                Assert.InRange(millivolts, -150, 100);
            }
        }

        Assert.InRange(port.Applied, 1_000, long.MaxValue);
        Assert.Null(loop.SafeState);
        Assert.InRange(population.Rendered, 1_000, long.MaxValue);
        Assert.InRange(stimulus.Counts.NotFinite, 1, long.MaxValue);
        Assert.InRange(sources.Counts.Sources.Samples, 1, long.MaxValue);
        Assert.InRange(sources.Counts.Refused, 1, long.MaxValue);
        Assert.InRange(sources.Counts.Scaled, 1, long.MaxValue);
        Assert.InRange(circuit.Faults.VoltagesOutOfRange, 1, long.MaxValue);
        Assert.InRange(engine.InputFaults.OutOfRange, 1, long.MaxValue);

        Assert.InRange(population.Report().CircuitCommands, 1_000, long.MaxValue);
        Assert.InRange(circuit.Faults.CommandsRefused, 1_000, long.MaxValue);

        // Nothing has drifted away: left alone, with nothing that flows, it is a population like any other.
        foreach (var kind in Enum.GetValues<CircuitCommandKind>())
        {
            for (var index = 0; index < Neurons + 2; index++)
            {
                loop.TakeIn(new InputEvent(loop.Time, InputKind.Circuit, 0, Change(kind, index), 0));
            }
        }

        var before = population.Rendered;
        loop.TakeIn(new InputEvent(loop.Time, InputKind.Current, 0, 0, 0.2));
        loop.AdvanceTo((Ticks * Tick) + 2_000_000_000);
        Assert.InRange(population.Rendered - before, 10, 3_000);
    }

    private static int Change(CircuitCommandKind kind, int index) => new CircuitCommand(kind, index, 0).Channel;

    private sealed class CheckedStimulus : IStimulusPort
    {
        public string Name => "checked";

        public int ChannelCount => 2;

        internal long Applied { get; private set; }

        public bool Apply(int channel, double nanoamperes, long nowNanoseconds)
        {
            Applied++;
            Assert.InRange(nanoamperes, Lowest, Highest);
            return true;
        }

        public void EnterSafeState()
        {
        }
    }
}
