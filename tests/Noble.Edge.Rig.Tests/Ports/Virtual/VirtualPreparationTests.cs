using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

public class VirtualPreparationTests
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void Rate_ConstantCurrent_IsTheLeakyNeuronsOwn()
    {
        // T = t_ref + tau ln((I/g + E - Vr) / (I/g + E - Vth)): 2 ms + 10 ms ln(20 / 10) with 0.3 nA, 10 nS.
        var preparation = new VirtualPreparation(new VirtualPreparationOptions { NoiseNanoamperes = 0, BiasNanoamperes = 0.3 });
        var times = Times(preparation, 10 * Second);

        var expected = 2 + (10 * Math.Log(20.0 / 10.0));
        Assert.Equal(expected, (times[^1] - times[0]) * 1e-6 / (times.Count - 1), 0.1);
    }

    [Fact]
    public void Spikes_SameSeed_AreTheSameHoweverItIsRead()
    {
        var options = new VirtualPreparationOptions { Neurons = 5, BiasNanoamperes = 0.2, Connected = 0.5 };
        var often = Times(new VirtualPreparation(options), 2 * Second, Second / 5000);
        Assert.Equal(often, Times(new VirtualPreparation(options), 2 * Second, Second / 7));
        Assert.NotEqual(often, Times(new VirtualPreparation(options with { Seed = 2 }), 2 * Second));
        Assert.NotEmpty(often);
    }

    [Fact]
    public void Stimulus_MakesItFireAndTheSafeStateEndsThat()
    {
        var preparation = new VirtualPreparation(new VirtualPreparationOptions { NoiseNanoamperes = 0 });
        Assert.Empty(Times(preparation, Second));
        Assert.True(preparation.Apply(0, 0.4, Second));
        Assert.NotEmpty(Times(preparation, 2 * Second));
        preparation.EnterSafeState();
        Assert.False(preparation.Apply(0, 0.4, 2 * Second));
        Assert.Empty(Times(preparation, 3 * Second));
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(-40, false)]
    public void Population_SynapsesExciteOrInhibit(double nanosiemens, bool excites)
    {
        var preparation = new VirtualPreparation(new VirtualPreparationOptions { Neurons = 2, NoiseNanoamperes = 0, PopulationNanosiemens = nanosiemens });
        preparation.TryRead(0, out _);
        Assert.True(preparation.Emit(new SpikeEvent(0, 3), 0)); // neuron 3 reaches virtual neuron 1
        var rest = preparation.Millivolts(0);
        Times(preparation, 3_000_000);
        Assert.Equal(rest, preparation.Millivolts(0), 1e-9);
        Assert.Equal(excites, preparation.Millivolts(1) > rest || preparation.Spikes > 0);
    }

    [Fact]
    public void Samples_OfTheNeuronsThatWereChosen_AreTheirVoltages()
    {
        var options = new VirtualPreparationOptions { Neurons = 4, NoiseNanoamperes = 0, SampledNeurons = [3, 1], SampleInterval = TimeSpan.FromMilliseconds(0.1) };
        var preparation = new VirtualPreparation(options);
        preparation.Apply(3, 0.15, 0);
        var last = new Dictionary<int, double>();
        for (var time = 0L; time <= Second / 100; time += 100_000)
        {
            while (preparation.TryRead(time, out var received))
            {
                Assert.Equal(InputKind.Sample, received.Kind);
                last[received.Channel] = received.Value;
            }
        }

        Assert.Equal([1, 3], last.Keys.Order());
        Assert.Equal((preparation.Millivolts(1), preparation.Millivolts(3)), (last[1], last[3]));
        Assert.True(last[3] > last[1] + 5);
    }

    [Theory]
    [InlineData]
    [InlineData(0, 0)]
    [InlineData(2)]
    [InlineData(-1)]
    public void SampledNeurons_ThatThereAreNot_AreRefused(params int[] neurons)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new VirtualPreparation(new VirtualPreparationOptions { Neurons = 2, SampledNeurons = neurons }));
        Assert.Contains("expected 1 to 64 numbers from 0 to 1, each once", error.Message, StringComparison.Ordinal);
    }

    private static List<long> Times(VirtualPreparation preparation, long until, long step = Second / 1000)
    {
        var times = new List<long>();
        for (long now = 0; now <= until; now += step)
        {
            while (preparation.TryRead(now, out var received))
            {
                times.Add(received.TimeNanoseconds + (received.Channel * 1_000_000_000_000));
            }
        }

        return times;
    }
}
