using Noble.Edge.Tests;

namespace Noble.Edge.Neurons.Tests;

public class DecimatorTests
{
    private const int Factor = 5;

    /// <summary>Frequencies as a share of the new Nyquist frequency.</summary>
    [Theory]
    [InlineData(0.01, 0.9995, 1.0005)]
    [InlineData(0.5, 0.9995, 1.0005)]
    [InlineData(0.8, 0.999, 1.001)]
    [InlineData(1.0, 0.45, 0.55)]
    [InlineData(1.2, 0, 3e-4)]
    [InlineData(2.5, 0, 3e-4)]
    [InlineData(4.9, 0, 3e-4)]
    public void Decimate_Sine_IsPassedOrStopped(double frequency, double least, double most)
    {
        // Complex amplitude by two runs a quarter turn apart, at samples far from the ends.
        var (cosine, sine) = (Run(frequency, 0), Run(frequency, Math.PI / 2));
        for (var k = 300; k < 700; k++)
        {
            Assert.InRange(Math.Sqrt((cosine[k] * (double)cosine[k]) + (sine[k] * (double)sine[k])), least, most);
        }
    }

    [Fact]
    public void Decimate_SlowSine_KeepsItsPhase()
    {
        var output = Run(0.2, 0);
        for (var k = 300; k < 700; k++)
        {
            Assert.Equal(Math.Cos(Math.PI * 0.2 * k), output[k], 1e-3);
        }
    }

    [Fact]
    public void Decimate_Constant_IsExactToTheEnds()
    {
        var output = new float[206];
        new Decimator(Factor).Decimate(Enumerable.Repeat(-71.5, 1030).ToArray(), output);

        Assert.All(output, v => Assert.Equal(-71.5f, v, 1e-5f));
    }

    [Fact]
    public void Decimate_Window_Gives5150Samples()
    {
        var decimator = new Decimator(Factor);

        Assert.Equal(5150, decimator.OutputLength(StepProtocol.Default.SampleCount));
        Assert.Equal(2, decimator.OutputLength(6));
    }

    [Fact]
    public void Decimate_ShorterThanTheFilter_HoldsTheEnds()
    {
        var output = new float[2];
        new Decimator(Factor).Decimate([1, 1, 1, 1, 1, 1], output);

        Assert.All(output, v => Assert.Equal(1, v, 1e-6f));
    }

    [Fact]
    public void Decimate_FactorOne_Copies()
    {
        var output = new float[3];
        new Decimator(1).Decimate([1, -2, 3], output);

        Assert.Equal([1, -2, 3], output);
    }

    [Fact]
    public void Decimate_WrongOutputLength_SaysWhich()
    {
        var error = Assert.Throws<ArgumentException>(() => new Decimator(Factor).Decimate(new double[100], new float[21]));

        Assert.Contains("Output has 21 samples; expected 20", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decimate_AfterStart_AllocatesNothing()
    {
        var decimator = new Decimator(Factor);
        var input = Enumerable.Range(0, 5000).Select(i => Math.Sin(i * 0.01)).ToArray();
        var output = new float[1000];
        decimator.Decimate(input, output);
        foreach (var run in AllocationAssert.Runs())
        {
            decimator.Decimate(input, output);
        }
        Assert.Equal(Math.Sin(500 * 5 * 0.01), output[500], 1e-4);
    }

    private static float[] Run(double frequency, double phase)
    {
        var input = Enumerable.Range(0, 5000).Select(i => Math.Cos((Math.PI * frequency * i / Factor) - phase)).ToArray();
        var output = new float[1000];
        new Decimator(Factor).Decimate(input, output);
        return output;
    }
}
