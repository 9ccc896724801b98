using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests.Streaming;

/// <summary>What no input may do, and what silence must.</summary>
public class StreamingRobustnessTests
{
    private static readonly float[] Extremes = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, float.Epsilon, 1e9f, -1e9f, -0f, 0.5f];

    [Theory]
    [InlineData(StreamingSpikeDraw.Median)]
    [InlineData(StreamingSpikeDraw.Random)]
    public void StreamingEngine_MillionTicksOfExtremeInput_StaysInBoundsAndReturnsToRest(StreamingSpikeDraw draw)
    {
        const int Neurons = 4;
        const int Ticks = 1_000_000;
        var cells = SmallStreaming.Neurons(Excitable(), Neurons);
        using var engine = StreamingEngine.Create(cells, draw, 2);
        var rest = engine.Voltage.ToArray();
        var random = new SeededRandom(4);
        var (currents, conductances) = (new float[Neurons], new float[Neurons]);
        var state = new float[engine.StateLength];
        long notFinite = 0;
        long outOfRange = 0;
        long spikes = 0;
        for (var tick = 0; tick < Ticks; tick++)
        {
            for (var n = 0; n < Neurons; n++)
            {
                var draws = random.NextBits();
                currents[n] = (draws & 3) == 0 ? Extremes[(int)((draws >> 8) % (ulong)Extremes.Length)] : (float)((draws >> 40) * 0.5 / (1 << 24));
                notFinite += float.IsFinite(currents[n]) ? 0 : 1;
                outOfRange += float.IsFinite(currents[n]) && currents[n] is (< -0.2f or > 0.5f) ? 1 : 0;
                conductances[n] = (draws & 12) == 0 ? Extremes[(int)((draws >> 16) % (ulong)Extremes.Length)] : (float)((draws >> 40) * 50.0 / (1 << 24));
                notFinite += float.IsFinite(conductances[n]) ? 0 : 1;
                outOfRange += float.IsFinite(conductances[n]) && conductances[n] is (< 0 or > 200) ? 1 : 0;
            }

            engine.Step(currents, conductances);
            for (var n = 0; n < Neurons; n++)
            {
                if (engine.Voltage[n] is not (>= -150 and <= 100) || engine.NextSpike[n] is not (-1 or (>= 0 and < 1)))
                {
                    Assert.Fail($"tick {tick}, neuron {n}: voltage {engine.Voltage[n]}, spike {engine.NextSpike[n]}");
                }

                spikes += engine.NextSpike[n] >= 0 ? 1 : 0;
            }

            if (tick % 10_000 == 0)
            {
                engine.Save(state);
                engine.Restore(state); // refuses what no neuron comes to
            }
        }

        Assert.Equal((notFinite, outOfRange), engine.InputFaults);
        Assert.InRange(spikes, 1000, Ticks);
        engine.Step(new float[Neurons * 100_000], new float[Neurons * 100_000], []);
        if (draw == StreamingSpikeDraw.Median)
        {
            Assert.Equal(rest, engine.Voltage.ToArray());
        }
    }

    [Fact]
    public void StreamingEngine_WeightsBeyondFloat_StillGivesVoltagesInBounds()
    {
        var weights = SmallStreaming.With(SmallStreaming.Weights(SmallStreaming.Spec()), "layers.0.weight", values => values.AsSpan().Fill(3e38f));
        var cells = SmallStreaming.Neurons(weights, 17);
        foreach (var engine in (IStreamingEngine[])[StreamingEngine.Create(cells), new StreamingReference(cells)])
        {
            using var own = engine;
            var voltages = new float[17 * 300];
            engine.Step([.. Enumerable.Range(0, voltages.Length).Select(i => 0.1f * (i % 3))], voltages, []);

            Assert.All(voltages, voltage => Assert.InRange(voltage, -150, 100));
        }
    }

    [Fact]
    public void StreamingEngine_MinutesOfSilence_AddUpToNoSpike()
    {
        // 0.006 per ms leaks away at 100 ms: 0.6 is under ln 2, and a minute of it would be 360.
        using var engine = StreamingEngine.Create(ConstantHazard(0.006, 1));
        for (var tick = 0; tick < 600_000; tick++)
        {
            engine.Step([0f]);
            Assert.Equal(-1, engine.NextSpike[0]);
        }
    }

    [Fact]
    public void StreamingEngine_RandomDrawOfConstantHazard_HasExponentialIntervals()
    {
        const int Neurons = 64;
        const double Hazard = 0.1;
        using var engine = StreamingEngine.Create(ConstantHazard(Hazard, Neurons), StreamingSpikeDraw.Random, 19);
        var intervals = Intervals(engine, 60_000).Select(interval => interval - 1.5).ToArray(); // less the refractory time

        var mean = intervals.Average();
        var deviation = Math.Sqrt(intervals.Average(interval => Math.Pow(interval - mean, 2)));
        Assert.InRange(intervals.Length, 30_000, 36_000);
        Assert.Equal(1 / Hazard, mean, 0.15);
        Assert.Equal(1, deviation / mean, 0.02);

        // Kolmogorov and Smirnov: 1.63 / sqrt(n) is exceeded once in a hundred.
        Array.Sort(intervals);
        var distance = intervals.Select((interval, i) => Math.Abs(1 - Math.Exp(-Hazard * interval) - ((i + 0.5) / intervals.Length))).Max();
        Assert.InRange(distance, 0, 1.63 / Math.Sqrt(intervals.Length));
    }

    [Fact]
    public void StreamingEngine_RandomDrawOfTwoNeuronsOrSeeds_IsNotTheSame()
    {
        using var one = StreamingEngine.Create(ConstantHazard(0.1, 2), StreamingSpikeDraw.Random, 19);
        using var other = StreamingEngine.Create(ConstantHazard(0.1, 2), StreamingSpikeDraw.Random, 18);
        var (first, second, otherSeed) = (Times(one, 0), Times(one, 1), Times(other, 0));

        Assert.NotEqual(first, second);
        Assert.NotEqual(first, otherSeed);
        Assert.Equal(first, Times(one, 0));

        static double[] Times(IStreamingEngine engine, int neuron)
        {
            engine.Reset();
            return [.. Spikes(engine, 3000).Where(spike => spike.Neuron == neuron).Select(spike => spike.Milliseconds)];
        }
    }

    [Fact]
    public void StreamingEngine_MedianDrawOfConstantHazard_IsRegular()
    {
        using var engine = StreamingEngine.Create(ConstantHazard(0.1, 3));
        var intervals = Intervals(engine, 5000).ToArray();

        // ln 2 over the hazard, and little more for the leak of 100 ms.
        var expected = 1.5 - (100 * Math.Log(1 - (Math.Log(2) / 0.1 / 100)));
        Assert.All(intervals, interval => Assert.Equal(expected, interval, 0.02));
        Assert.InRange(intervals.Length, 150, 200);
    }

    // Silent at rest; the more current, the more hazard.
    private static StreamingWeights Excitable()
    {
        var spec = SmallStreaming.Spec(8);
        var weights = SmallStreaming.With(SmallStreaming.Weights(spec, logHazard: -5.5f), "layers.0.weight", values =>
        {
            for (var row = 0; row < 8; row++)
            {
                values.AsSpan(row * spec.InputCount(), spec.CurrentTimeConstantsMilliseconds.Length).Fill(0.5f);
            }
        });
        return SmallStreaming.With(weights, "layers.1.weight", values => values.AsSpan(0, 8).Fill(0.2f));
    }

    private static StreamingNeurons ConstantHazard(double perMillisecond, int neurons)
    {
        var spec = SmallStreaming.Spec(4);
        var weights = SmallStreaming.Weights(spec, logHazard: (float)Math.Log(perMillisecond));
        weights = SmallStreaming.With(weights, "layers.1.weight", Array.Clear);
        weights = SmallStreaming.With(weights, "conditioning.1.weight", Array.Clear);
        return SmallStreaming.Neurons(SmallStreaming.With(weights, "conditioning.1.bias", Array.Clear), neurons);
    }

    private static IEnumerable<double> Intervals(IStreamingEngine engine, int steps)
    {
        var last = new Dictionary<int, double>();
        foreach (var (neuron, milliseconds) in Spikes(engine, steps))
        {
            if (last.TryGetValue(neuron, out var before))
            {
                yield return milliseconds - before;
            }

            last[neuron] = milliseconds;
        }
    }

    private static IEnumerable<(int Neuron, double Milliseconds)> Spikes(IStreamingEngine engine, int steps)
    {
        var currents = new float[engine.NeuronCount];
        for (var k = 0; k < steps; k++)
        {
            engine.Step(currents);
            for (var n = 0; n < engine.NeuronCount; n++)
            {
                if (engine.NextSpike[n] >= 0)
                {
                    yield return (n, (engine.Time + (double)engine.NextSpike[n]) * engine.Spec.StepMilliseconds);
                }
            }
        }
    }
}
