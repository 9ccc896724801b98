using Noble.Edge.Operator;
using TorchSharp;

namespace Noble.Edge.Training.Tests;

public sealed class TruncatedFourierTests
{
    public TruncatedFourierTests() => TorchNative.EnsureLoadable();

    // 150 = 2 x 3 x 5 x 5: every divisor is a split, even ones (with a residue that is its own negative) and odd ones.
    [Theory]
    [InlineData(150, 17)]
    [InlineData(150, 75)]
    [InlineData(101, 50)]
    [InlineData(64, 9)]
    public void EverySplit_GivesTheDirectSums(int length, int modes)
    {
        var random = new SeededRandom(7);
        var signal = Enumerable.Range(0, length).Select(_ => (2 * random.NextUniform()) - 1).ToArray();
        var bins = Enumerable.Range(0, 2 * modes).Select(_ => (2 * random.NextUniform()) - 1).ToArray();
        var (expectedBins, expectedSignal) = (Direct(signal, modes), DirectInverse(bins, length));
        foreach (var outer in Enumerable.Range(1, length).Where(p => length % p == 0))
        {
            using var fourier = new TruncatedFourier(length, modes, torch.CPU, outer);
            using var scope = torch.NewDisposeScope();
            var found = fourier.Forward(Row(signal)).data<float>().ToArray();
            var back = fourier.Inverse(Row(bins)).data<float>().ToArray();

            // float32 sums of up to 150 terms of size 1.
            Assert.True(Largest(found, expectedBins) < 1e-6, $"split by {outer}: bins off by {Largest(found, expectedBins)}");
            Assert.True(Largest(back, expectedSignal) < 1e-4, $"split by {outer}: signal off by {Largest(back, expectedSignal)}");
        }
    }

    [Fact]
    public void Constructor_NoDivisor_IsRefused() =>
        Assert.StartsWith("a split of 150 samples by 4, expected a divisor", Assert.Throws<ArgumentException>(() => new TruncatedFourier(150, 17, torch.CPU, 4)).Message, StringComparison.Ordinal);

    [Fact]
    public void Constructor_MoreModesThanHalfTheGrid_IsRefused() =>
        Assert.StartsWith("76 modes of a grid of 150 samples, expected at most 75", Assert.Throws<ArgumentException>(() => new TruncatedFourier(150, 76, torch.CPU)).Message, StringComparison.Ordinal);

    private static torch.Tensor Row(double[] values) => torch.tensor(values.Select(v => (float)v).ToArray(), [1, values.Length]);

    private static double[] Direct(double[] signal, int modes)
    {
        var bins = new double[2 * modes];
        for (var m = 0; m < modes; m++)
        {
            for (var t = 0; t < signal.Length; t++)
            {
                var (sin, cos) = Math.SinCos(2 * Math.PI * m * t / signal.Length);
                bins[m] += signal[t] * cos / signal.Length;
                bins[modes + m] -= signal[t] * sin / signal.Length;
            }
        }

        return bins;
    }

    private static double[] DirectInverse(double[] bins, int length)
    {
        var modes = bins.Length / 2;
        var signal = new double[length];
        for (var t = 0; t < length; t++)
        {
            signal[t] = bins[0];
            for (var m = 1; m < modes; m++)
            {
                var (sin, cos) = Math.SinCos(2 * Math.PI * m * t / length);
                signal[t] += 2 * ((bins[m] * cos) - (bins[modes + m] * sin));
            }
        }

        return signal;
    }

    private static double Largest(float[] found, double[] expected) => found.Zip(expected, (f, e) => Math.Abs(f - e)).Max();
}
