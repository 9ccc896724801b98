using Noble.Edge.Operator;
using Noble.Edge.Spikes;
using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public class ConductanceSourcesTests
{
    private const int Neurons = 3;
    private const long Step = 100_000; // [ns]

    [Fact]
    public void Add_TwoReversals_AreACurrentAtTheReferenceAndAConductance()
    {
        var sources = Sources(50, (new WaveformStimulus([2, 4, 0], Neurons, 1, loops: true, "excitation"), 0), (Constant(6), -75));
        float[] current = [0.1f, 0.1f, 0.1f], conductance = [1, 1, 1];
        sources.Add(0, 0, current, conductance);

        // 2 nS * 60 mV - 6 nS * 15 mV = 30 pA, and so on.
        Assert.Equal([0.13f, 0.25f, 0.01f], current.Select(value => (float)Math.Round(value, 6)));
        Assert.Equal([9f, 11f, 7f], conductance);
        Assert.Equal(default, sources.Counts);
        Assert.Equal("excitation (0 mV), constant (-75 mV)", sources.Description);
    }

    [Fact]
    public void Add_MoreThanTheOperatorTakes_KeepsTheRatioOfCurrentToConductance()
    {
        var sources = Sources(10, (Constant(30), 0), (Constant(10), -75));
        float[] current = [0, 0, 0], conductance = [0, 2, 12];
        sources.Add(0, 0, current, conductance);
        Assert.Equal([10f, 10f, 12f], conductance); // the last one's own is more than that already
        var full = ((30 * 60) - (10 * 15)) / 1000.0;
        Assert.Equal([full * 10 / 40, full * 8 / 40, 0], current.Select(value => (double)value), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal((0, 3), (sources.Counts.Refused, sources.Counts.Scaled));
    }

    [Fact]
    public void Add_NegativeOrNoNumber_CountsAsNoneAndIsCounted()
    {
        var sources = Sources(50, (new WaveformStimulus([-1, float.NaN, float.PositiveInfinity], Neurons, 1, loops: true, "wrong"), 0), (Constant(1), -75));
        float[] current = [0, 0, 0], conductance = [0, 0, 0];
        sources.Add(0, 0, current, conductance);
        Assert.Equal([1f, 1f, 1f], conductance);
        Assert.Equal(3, sources.Counts.Refused);
    }

    [Fact]
    public void Take_SamplesOfItsPort_AreItsAloneAndCounted()
    {
        var sampled = new SampledStimulus(Neurons, new SampledStimulusOptions { Source = 4, PerUnit = 1000 }, "port");
        var sources = Sources(50, (sampled, 0), (Constant(1), -75));
        sources.Take(new InputEvent(0, InputKind.Sample, 3, -1, 0.009));
        sources.Take(new InputEvent(0, InputKind.Sample, 4, 1, 0.002)); // µS
        float[] current = [0, 0, 0], conductance = [0, 0, 0];
        sources.Add(0, 0, current, conductance);
        Assert.Equal([1f, 3f, 1f], conductance);
        Assert.Equal((1, 2), (sources.Counts.Sources.Samples, sources.Counts.Sources.Empty));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    public void Tick_WithSources_GivesTheSpikesOfTheEngineThatIsToldThem(double tickMilliseconds)
    {
        const int steps = 10_000; // 1 s
        var cells = SmallStreaming.Neurons(SmallStreaming.Weights(SmallStreaming.WithConductance(SmallStreaming.Spec())), Neurons);
        var random = new SeededRandom(3);
        var excitation = new float[Neurons * steps];
        for (var i = 0; i < excitation.Length; i++)
        {
            excitation[i] = (float)(6 * random.NextUniform());
        }

        var reference = cells.Weights.Spec.SynapticReferenceMillivolts;
        using var engine = new StreamingReference(cells);
        var sources = new ConductanceSources([new(new WaveformStimulus(excitation, Neurons, 1, loops: false, "test"), 0)], Neurons, reference, 50);
        var population = new TickPopulation(engine, new NoStimulus(), 0.1, TimeSpan.FromMilliseconds(tickMilliseconds), TickOptions.Default with { LongestBehind = TimeSpan.MaxValue }, new ManualClock(), null, sources);
        var spikes = new List<SpikeEvent>();
        population.Connect(spike =>
        {
            spikes.Add(spike);
            return true;
        });
        using var loop = new ClosedLoop(new LoopOptions { Tick = TimeSpan.FromMilliseconds(tickMilliseconds) }, SafetyLimits.Default, [], [], [], [], null, new ManualClock(), population);
        loop.Start(new NoSink(), 0);
        loop.AdvanceTo((steps * Step) - 1);

        using var told = new StreamingReference(cells);
        var expected = new List<SpikeEvent>();
        Span<float> current = stackalloc float[Neurons];
        Span<float> conductance = stackalloc float[Neurons];
        for (var step = 0; step <= steps; step++)
        {
            for (var n = 0; n < Neurons && told.NextSpike[n] is var share; n++)
            {
                if (share >= 0)
                {
                    expected.Add(new SpikeEvent((long)Math.Round((told.Time + (double)share) * Step), n));
                }
            }

            for (var n = 0; n < Neurons && step < steps; n++)
            {
                conductance[n] = excitation[(n * steps) + step];
                current[n] = 0.1f + (float)(conductance[n] * -reference * 1e-3);
            }

            told.Step(current, conductance);
        }

        Assert.InRange(expected.Count, 20, steps);
        Assert.Equal(expected.OrderBy(spike => spike.TimeNanoseconds).ThenBy(spike => spike.Neuron), spikes.OrderBy(spike => spike.TimeNanoseconds).ThenBy(spike => spike.Neuron));
        Assert.Equal(default(ConductanceCounts), population.Report().Conductances);
    }

    private static WaveformStimulus Constant(float nanosiemens) => new([nanosiemens], 1, 1, loops: true, "constant");

    private static ConductanceSources Sources(double most, params (IStreamingStimulus Conductance, double Reversal)[] sources) =>
        new([.. sources.Select(source => new ConductanceSource(source.Conductance, source.Reversal))], Neurons, -60, most);
}
