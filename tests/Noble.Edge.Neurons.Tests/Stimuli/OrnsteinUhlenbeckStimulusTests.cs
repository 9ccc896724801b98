namespace Noble.Edge.Neurons.Tests;

public class OrnsteinUhlenbeckStimulusTests
{
    private const double FrozenLast = 0.08282177551870296;

    private static readonly double[] Frozen = [0.0979129238309274, 0.09710413066867309, 0.10102760886331805, 0.10183300844169069];

    [Fact]
    public void AddTo_LongNoise_HasItsMomentsAndItsTimeConstant()
    {
        var noise = Noise("ou:mean=0.1,sd=0.05,tau=5,seed=7,delay=0,duration=200000", 200_000);

        var mean = noise.Average();
        var variance = noise.Average(x => (x - mean) * (x - mean));
        double Correlation(int lag) => Enumerable.Range(0, noise.Length - lag).Average(k => (noise[k] - mean) * (noise[k + lag] - mean)) / variance;

        // 40,000 time constants: the mean is good to sd √(2/40,000), the variance to 1 %.
        Assert.Equal(0.1, mean, 0.0015);
        Assert.Equal(0.05, Math.Sqrt(variance), 0.001);
        Assert.Equal(Math.Exp(-1), Correlation(250), 0.03);
        Assert.Equal(Math.Exp(-0.2), Correlation(50), 0.02);
    }

    [Fact]
    public void AddTo_SameSeed_GivesTheSameNumbersEverywhere()
    {
        var noise = Noise("ou:mean=0.1,sd=0.05,tau=5,seed=7,delay=0,duration=100", 100);

        Assert.Equal(noise, Noise("ou:mean=0.1,sd=0.05,tau=5,seed=7,delay=0,duration=100", 100));
        Assert.NotEqual(noise, Noise("ou:mean=0.1,sd=0.05,tau=5,seed=8,delay=0,duration=100", 100));

        // From a twin in Python: any machine must give these very bits.
        Assert.Equal(Frozen, noise[..4]);
        Assert.Equal(FrozenLast, noise[^1]);
    }

    [Fact]
    public void AddTo_OtherSolverSteps_FollowTheSameNoise()
    {
        const string Text = "ou:mean=0,sd=1,tau=3,seed=11,delay=5,duration=80";
        var coarse = Noise(Text, 100);
        var fine = Noise(Text, 100, 0.005);
        var stimulus = Stimulus.Parse(Text);

        for (var n = 0; n < coarse.Length; n++)
        {
            Assert.Equal([coarse[n], coarse[n], coarse[n], coarse[n]], fine[(4 * n)..((4 * n) + 4)]);
        }

        Assert.Equal(coarse[777], stimulus.At(777.5 * 0.02));
        Assert.Equal(Noise("ou:mean=0,sd=1,tau=3,seed=11,delay=0,duration=80", 80), coarse[250..4250]);
    }

    [Fact]
    public void PortableMath_AcrossItsRange_IsTheLibrarysToTheLastPlaces()
    {
        for (var x = -30.0; x < 30; x += 0.0437)
        {
            Assert.Equal(1, PortableMath.Exp(x) / Math.Exp(x), 4e-15);
            Assert.Equal(x, PortableMath.Log(Math.Exp(x)), 1e-14);
        }

        Assert.Equal(0, PortableMath.Exp(-1e9));
    }

    private static double[] Noise(string text, double milliseconds, double step = 0.02)
    {
        var current = new double[(int)Math.Round(milliseconds / step)];
        Stimulus.Parse(text).AddTo(current, step);
        return current;
    }
}
