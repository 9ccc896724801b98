namespace Noble.Edge.Neurons.Tests;

public class StimulusTests
{
    [Fact]
    public void Step_AtItsEdges_IsOnFromItsStartAndOffFromItsEnd()
    {
        var step = Stimulus.Parse("step:0.5,delay=15,duration=400");

        Assert.Equal([0, 0.5, 0.5, 0, 0], Sample(step, 14.999, 15, 414.999, 415, 500));
        var current = new double[25_750];
        step.AddTo(current, 0.02);
        Assert.Equal(20_000, current.Count(i => i == 0.5));
        Assert.Equal((0, 0.5, 0.5, 0), (current[749], current[750], current[20_749], current[20_750]));
    }

    [Fact]
    public void Ramp_HalfWay_IsHalfWay() =>
        Assert.Equal([0, -0.1, 0, 0.1, 0], Sample(Stimulus.Parse("ramp:-0.1..0.3,delay=10,duration=100"), 9, 10, 35, 60, 110));

    [Fact]
    public void Pulses_OfFortyHertz_BeginEvery25Milliseconds()
    {
        var pulses = Stimulus.Parse("pulses:amplitude=1,frequency=40,width=2,count=3,delay=20");

        Assert.Equal([0, 1, 1, 0, 1, 0, 1, 0, 0], Sample(pulses, 19.99, 20, 21.99, 22, 45, 47, 71.99, 72, 95));
        Assert.Equal(72, pulses.EndMilliseconds);
    }

    [Fact]
    public void Pulses_OfAnUnevenPeriod_EachHaveTheSameNumberOfSteps()
    {
        var current = new double[50_000];
        Stimulus.Parse("pulses:amplitude=1,frequency=300,width=1,count=100,delay=0.01").AddTo(current, 0.02);

        Assert.Equal(100, Enumerable.Range(1, current.Length - 1).Count(n => current[n] > current[n - 1]) + (current[0] > 0 ? 1 : 0));
        Assert.InRange(current.Sum(), 100 * 49, 100 * 51);
    }

    [Fact]
    public void Sine_WithPhaseAndOffset_FollowsItsFormula()
    {
        var sine = Stimulus.Parse("sine:amplitude=0.2,frequency=10,offset=0.1,phase=90,delay=5,duration=200");

        Assert.Equal([0.3, 0.1, -0.1, 0.3], Sample(sine, 5, 30, 55, 105), Near);
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("exponential")]
    public void Chirp_Phase_IsTheIntegralOfItsFrequency(string sweep)
    {
        var chirp = Stimulus.Parse($"chirp:amplitude=1,from=5,to=80,sweep={sweep},delay=0,duration=500");
        double cycles = 0;
        const double Step = 1e-4;
        for (var n = 0; n < 5_000_000; n++)
        {
            var share = (n + 0.5) * Step / 500;
            cycles += (sweep == "linear" ? 5 + (75 * share) : 5 * Math.Pow(16, share)) * Step / 1000;
            if (n % 500_000 == 0)
            {
                Assert.Equal(Math.Sin(2 * Math.PI * cycles), chirp.At((n + 1) * Step), 1e-6);
            }
        }
    }

    [Fact]
    public void Chirp_OfOneFrequency_IsASine() => Assert.Equal(
        Sample(Stimulus.Parse("sine:amplitude=1,frequency=7,delay=0"), 3, 33, 333),
        Sample(Stimulus.Parse("chirp:amplitude=1,from=7,to=7,sweep=exponential,delay=0"), 3, 33, 333),
        Near);

    [Fact]
    public void Waveform_HeldAndLinear_HasItsSamplesAtTheirTimes()
    {
        double[] Read(string file) => file == "w.npy" ? [1, 3, 2] : throw new FileNotFoundException(file);
        var held = Stimulus.Parse("npy:w.npy,dt=0.1,delay=1", Read);
        var linear = Stimulus.Parse("npy:w.npy,dt=0.1,delay=1,interpolation=linear,scale=0.5", Read);

        Assert.Equal([0, 1, 1, 3, 2, 2, 0], Sample(held, 0.99, 1, 1.099, 1.1, 1.2, 1.299, 1.301));
        Assert.Equal([0.5, 1, 1.5, 1.25, 1, 1], Sample(linear, 1, 1.05, 1.1, 1.15, 1.2, 1.29), Near);
    }

    [Fact]
    public void Sum_OfPieces_AddsThem()
    {
        var sum = Stimulus.Parse("step:1,delay=0,duration=10+step:2,delay=5,duration=10");

        Assert.Equal([1, 3, 2, 0], Sample(sum, 1, 6, 11, 16));
        Assert.Equal((0, 15), (sum.StartMilliseconds, sum.EndMilliseconds));
        var current = new double[1000];
        sum.AddTo(current, 0.02);
        Assert.Equal([1, 3, 2, 0], new[] { current[50], current[300], current[550], current[800] });
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-12;

    private static double[] Sample(Stimulus stimulus, params double[] times) => [.. times.Select(stimulus.At)];
}
