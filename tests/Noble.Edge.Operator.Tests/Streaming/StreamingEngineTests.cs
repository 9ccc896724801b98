using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests.Streaming;

/// <summary>The vector engine against the reference, bit for bit; run again without instruction sets by <see cref="Engines.InstructionSetTests"/>.</summary>
public class StreamingEngineTests
{
    private const int Steps = 1500;

    public static TheoryData<int, int[], StreamingSpikeDraw> Sizes()
    {
        var data = new TheoryData<int, int[], StreamingSpikeDraw>();
        foreach (var neurons in (int[])[1, 3, 16, 17, 64, 131])
        {
            data.Add(neurons, [12, 8], StreamingSpikeDraw.Median);
            data.Add(neurons, [12, 8], StreamingSpikeDraw.Random);
        }

        data.Add(20, [1], StreamingSpikeDraw.Median);
        data.Add(20, [5, 3, 7], StreamingSpikeDraw.Random);
        data.Add(50, [96, 96], StreamingSpikeDraw.Median);
        return data;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void StreamingEngine_EveryWidth_EqualsTheReferenceBitForBit(int neurons, int[] hidden, StreamingSpikeDraw draw) =>
        AssertEveryWidth(SmallStreaming.Spec(hidden), neurons, draw);

    [Theory]
    [InlineData(17, StreamingSpikeDraw.Median)]
    [InlineData(50, StreamingSpikeDraw.Random)]
    public void StreamingEngine_InputsOfProducts_EqualTheReferenceBitForBit(int neurons, StreamingSpikeDraw draw) =>
        AssertEveryWidth(SmallStreaming.WithProducts(SmallStreaming.Spec()), neurons, draw);

    [Theory]
    [InlineData(1, 17, StreamingSpikeDraw.Median)]
    [InlineData(4, 50, StreamingSpikeDraw.Random)]
    [InlineData(6, 131, StreamingSpikeDraw.Median)]
    public void StreamingEngine_OwnFilters_EqualTheReferenceBitForBit(int filters, int neurons, StreamingSpikeDraw draw) =>
        AssertEveryWidth(SmallStreaming.Spec(9, 5) with { OwnFilters = filters }, neurons, draw);

    [Fact]
    public void StreamingNeurons_OtherThanThoseLearned_AreRefused()
    {
        var weights = SmallStreaming.Weights(SmallStreaming.Spec() with { Neurons = ["n-1", "n-3"] });
        var latent = SmallModel.Manifest().Latent;
        double[] Point(int n) => latent.Points[n].Values;

        Assert.Equal(2, new StreamingNeurons(weights, latent, [Point(3), Point(1)]).Count);
        var error = Assert.Throws<PopulationException>(() => new StreamingNeurons(weights, latent, [Point(1), Point(2)]));
        Assert.StartsWith("the streaming operator was learned for n-1, n-3 alone, expected no other neuron", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StreamingEngine_NeuronInAnyCompany_IsTheSame()
    {
        var weights = SmallStreaming.Weights(SmallStreaming.Spec());
        var currents = Currents(Steps, 1);
        var (alone, _, _, _) = Run(StreamingEngine.Create(SmallStreaming.Neurons(weights, 1), StreamingSpikeDraw.Random, 3), currents);
        var (company, _, _, _) = Run(StreamingEngine.Create(SmallStreaming.Neurons(weights, 37), StreamingSpikeDraw.Random, 3), [.. currents.SelectMany(current => Enumerable.Repeat(current, 37))]);

        AssertSameBits(alone, [.. Enumerable.Range(0, Steps).Select(k => company[k * 37])], "neuron 0");
        Assert.NotEqual(alone, Enumerable.Range(0, Steps).Select(k => company[(k * 37) + 1]));
    }

    [Fact]
    public void StreamingEngine_SeveralThreads_ChangeNothing()
    {
        var cells = SmallStreaming.Neurons(SmallStreaming.Weights(SmallStreaming.Spec()), 300);
        var currents = Currents(200, 300);
        var one = Run(StreamingEngine.Create(cells, StreamingSpikeDraw.Random, 5), currents);
        var three = Run(StreamingEngine.Create(cells, StreamingSpikeDraw.Random, 5, new StreamingEngineOptions { Threads = 3 }), currents);

        AssertSameBits(one.State, three.State, "state");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(Steps)]
    public void StreamingEngine_TimeCutIntoChunks_GivesTheSame(int steps)
    {
        const int Neurons = 5;
        var cells = SmallStreaming.Neurons(SmallStreaming.Weights(SmallStreaming.Spec()), Neurons);
        var currents = Currents(Steps, Neurons);
        var (expected, expectedSpikes, _, _) = Run(new StreamingReference(cells), currents);
        using var engine = StreamingEngine.Create(cells);
        float[] voltages = new float[currents.Length], spikes = new float[currents.Length];
        for (var at = 0; at < currents.Length;)
        {
            var length = Math.Min(steps * Neurons, currents.Length - at);
            engine.Step(currents.AsSpan(at, length), voltages.AsSpan(at, length), spikes.AsSpan(at, length));
            at += length;
        }

        AssertSameBits(expected, voltages, "voltage");
        AssertSameBits(expectedSpikes, spikes, "spikes");
    }

    [Theory]
    [InlineData(StreamingSpikeDraw.Median)]
    [InlineData(StreamingSpikeDraw.Random)]
    public void StreamingEngine_StateSavedAndRestored_GoesOnBitForBit(StreamingSpikeDraw draw)
    {
        const int Neurons = 19;
        var cells = SmallStreaming.Neurons(SmallStreaming.Weights(SmallStreaming.Spec()), Neurons);
        var currents = Currents(Steps, Neurons);
        var half = currents.Length / 2 / Neurons * Neurons;
        using var first = StreamingEngine.Create(cells, draw, 9);
        using var second = StreamingEngine.Create(cells, draw, 9);
        using var reference = new StreamingReference(cells, draw, 9);
        Advance(first, currents.AsSpan(0, half));
        var state = new float[first.StateLength];
        first.Save(state);
        second.Restore(state);
        reference.Restore(state);
        Assert.Equal(first.Time, second.Time);
        AssertSameBits(first.Voltage, second.Voltage, "voltage at once");
        AssertSameBits(first.NextSpike, second.NextSpike, "spikes at once");
        Advance(first, currents.AsSpan(half));
        Advance(second, currents.AsSpan(half));
        Advance(reference, currents.AsSpan(half));

        AssertSameBits(StateOf(first), StateOf(second), "engine");
        AssertSameBits(StateOf(first), StateOf(reference), "reference");
        second.Restore(state);
        Advance(second, currents.AsSpan(half));
        AssertSameBits(StateOf(first), StateOf(second), "replay");
        first.Reset();
        Advance(first, currents);
        AssertSameBits(StateOf(first), StateOf(second), "from the beginning");
    }

    [Fact]
    public void StreamingEngine_StateOfOthersOrDamaged_IsRefused()
    {
        var cells = SmallStreaming.Neurons(SmallStreaming.Weights(SmallStreaming.Spec()), 3);
        foreach (var engine in (IStreamingEngine[])[StreamingEngine.Create(cells), new StreamingReference(cells)])
        {
            using var own = engine;
            var state = StateOf(engine);

            Assert.Contains("expected", Assert.Throws<ArgumentException>(() => engine.Restore(state.AsSpan(1))).Message, StringComparison.Ordinal);
            foreach (var (place, value) in ((int, float)[])[(1, 4), (2, -1), (5, float.NaN), (6, float.NaN), (8, -1), (9, 1e9f), (10, 200), (11, 1), (12, float.PositiveInfinity)])
            {
                var damaged = state.ToArray();
                damaged[place] = value;
                Assert.Throws<ArgumentException>(() => engine.Restore(damaged));
            }

            AssertSameBits(state, StateOf(engine), "untouched");
        }
    }

    [Fact]
    public void StreamingEngine_TimeOfCenturies_IsSavedExactly()
    {
        var cells = SmallStreaming.Neurons(SmallStreaming.Weights(SmallStreaming.Spec()), 2);
        using var engine = StreamingEngine.Create(cells);
        var state = StateOf(engine);
        (state[2], state[3], state[4], state[5]) = (65535, 1, 65535, 7);
        engine.Restore(state);

        Assert.Equal(65535L + (1L << 16) + (65535L << 32) + (7L << 48), engine.Time);
        AssertSameBits(state, StateOf(engine), "state");
    }

    [Fact]
    public void StreamingEngine_Step_AllocatesNothing()
    {
        const int Neurons = 64;
        using var engine = StreamingEngine.Create(SmallStreaming.Neurons(SmallStreaming.Weights(SmallStreaming.Spec()), Neurons), StreamingSpikeDraw.Random);
        using var reference = new StreamingReference(SmallStreaming.Neurons(SmallStreaming.Weights(SmallStreaming.Spec()), Neurons), StreamingSpikeDraw.Random);
        var currents = Currents(300, Neurons);
        var spikes = 0;
        foreach (var run in AllocationAssert.Runs())
        {
            engine.Reset();
            reference.Reset();
            spikes = 0;
            for (var at = 0; at < currents.Length; at += Neurons)
            {
                engine.Step(currents.AsSpan(at, Neurons));
                reference.Step(currents.AsSpan(at, Neurons));
                foreach (var spike in engine.NextSpike)
                {
                    spikes += spike >= 0 ? 1 : 0;
                }
            }
        }

        Assert.InRange(spikes, 10, 5000);
    }

    [Fact]
    public void StreamingEngine_WrongNumberOfCurrents_IsRefused()
    {
        using var engine = StreamingEngine.Create(SmallStreaming.Neurons(SmallStreaming.Weights(SmallStreaming.Spec()), 3));

        Assert.Throws<ArgumentOutOfRangeException>(() => engine.Step(new float[4]));
        Assert.Throws<ArgumentException>(() => engine.Step(new float[7], new float[7], []));
    }

    private static void AssertEveryWidth(StreamingSpec spec, int neurons, StreamingSpikeDraw draw)
    {
        var cells = SmallStreaming.Neurons(SmallStreaming.Weights(SmallStreaming.WithConductance(spec)), neurons);
        var currents = Currents(Steps, neurons);
        var conductances = Conductances(currents.Length);
        var (voltages, spikes, state, faults) = Run(new StreamingReference(cells, draw, 7), currents, conductances);
        Assert.InRange(spikes.Count(spike => spike >= 0), neurons, Steps * neurons / 15);
        Assert.NotEqual(voltages, Run(new StreamingReference(cells, draw, 7), currents).Voltages);
        foreach (var instructions in Available())
        {
            var (ownVoltages, ownSpikes, ownState, ownFaults) = Run(new StreamingEngine(cells, draw, 7, new StreamingEngineOptions { Instructions = instructions }), currents, conductances);

            AssertSameBits(voltages, ownVoltages, $"voltage, {instructions}");
            AssertSameBits(spikes, ownSpikes, $"spikes, {instructions}");
            AssertSameBits(state, ownState, $"state, {instructions}");
            Assert.Equal(faults, ownFaults);
        }
    }

    private static IEnumerable<SimdInstructions> Available() =>
        ((SimdInstructions[])[SimdInstructions.Vector128, SimdInstructions.Vector256, SimdInstructions.Vector512]).Where(StreamingKernelChoice.Has);

    private static (float[] Voltages, float[] Spikes, float[] State, (long, long) Faults) Run(IStreamingEngine engine, float[] currents, float[]? conductances = null)
    {
        using (engine)
        {
            float[] voltages = new float[currents.Length], spikes = new float[currents.Length];
            engine.Step(currents, voltages, spikes, conductances);
            return (voltages, spikes, StateOf(engine), engine.InputFaults);
        }
    }

    private static void Advance(IStreamingEngine engine, ReadOnlySpan<float> currents) => engine.Step(currents, new float[currents.Length], []);

    private static float[] StateOf(IStreamingEngine engine)
    {
        var state = new float[engine.StateLength];
        engine.Save(state);
        return state;
    }

    // Mostly within the range, some of them beyond it, below 0 or no number.
    private static float[] Conductances(int count)
    {
        var random = new Random(12);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(500) switch
        {
            0 => 1000f,
            1 => -3,
            2 => float.NaN,
            _ => 10 * random.NextSingle(),
        })];
    }

    // Steps of several ms at random heights, some of them out of range or no number.
    private static float[] Currents(int steps, int neurons)
    {
        var random = new Random(11);
        var held = new float[neurons];
        var currents = new float[steps * neurons];
        for (var i = 0; i < currents.Length; i++)
        {
            ref var own = ref held[i % neurons];
            own = random.Next(40) switch
            {
                0 => (0.8f * random.NextSingle()) - 0.25f,
                1 when random.Next(20) == 0 => float.NaN,
                _ => own,
            };
            currents[i] = own;
        }

        return currents;
    }

    private static void AssertSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]), $"{what} {i}: expected {expected[i]:R}, found {actual[i]:R}");
        }
    }
}
