using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

public sealed class SpectralBasisTests
{
    [Theory]
    [InlineData(8583, 129)]
    [InlineData(5150, 128)]
    [InlineData(1001, 96)]
    public void Short_Signal_HasItsFourierSums(int length, int modes)
    {
        var basis = SpectralBasis.Short(length, modes)!;
        var random = new SeededRandom(3);
        double[] signal = [.. Enumerable.Range(0, length).Select(_ => random.NextNormal())];

        // Products in float64, so that what is seen is the basis and its rounding to float32.
        var coefficients = new double[basis.Blocks * basis.Functions];
        for (var t = 0; t < length; t++)
        {
            for (var k = 0; k < basis.Functions; k++)
            {
                coefficients[(t / basis.BlockLength * basis.Functions) + k] += signal[t] * basis.InBlock[(t % basis.BlockLength * basis.Functions) + k];
            }
        }

        foreach (var m in (int[])[0, 1, modes / 2, modes - 1])
        {
            var (real, imaginary, expectedReal, expectedImaginary) = (0.0, 0.0, 0.0, 0.0);
            for (var row = 0; row < coefficients.Length; row++)
            {
                real += coefficients[row] * basis.OverBlocks[(row * 2 * modes) + m];
                imaginary += coefficients[row] * basis.OverBlocks[(((row * 2) + 1) * modes) + m];
            }

            for (var t = 0; t < length; t++)
            {
                var (sin, cos) = Math.SinCos(2 * Math.PI * ((long)m * t % length) / length);
                expectedReal += signal[t] * cos / Math.Sqrt(length);
                expectedImaginary -= signal[t] * sin / Math.Sqrt(length);
            }

            // The sums are normal with a variance of one half each.
            Assert.InRange(Math.Abs(real - expectedReal), 0, 1e-6);
            Assert.InRange(Math.Abs(imaginary - expectedImaginary), 0, 1e-6);
        }
    }

    [Fact]
    public void Short_Functions_AreOrthonormal()
    {
        var basis = SpectralBasis.Short(5150, 128)!;
        for (var a = 0; a < basis.Functions; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var product = Enumerable.Range(0, basis.BlockLength).Sum(t => (double)basis.InBlock[(t * basis.Functions) + a] * basis.InBlock[(t * basis.Functions) + b]);
                Assert.InRange(product - (a == b ? 1 : 0), -1e-6, 1e-6);
            }
        }
    }

    [Theory]
    [InlineData(8583, 129, 6)]
    [InlineData(5150, 128, 4)]
    [InlineData(25750, 129, 11)]
    public void Short_LongAxis_CostsAFractionOfThePlainForm(int length, int modes, int times) =>
        Assert.InRange(SpectralBasis.Short(length, modes)!.Products, 1, SpectralBasis.Plain(length, modes).Products / times);

    [Theory]
    [InlineData(200, 96)]
    [InlineData(16, 8)]
    public void Short_AsManyModesAsSamples_IsNone(int length, int modes) => Assert.Null(SpectralBasis.Short(length, modes));
}
