using Noble.Edge.Operator.Tests.Support;

namespace Noble.Edge.Operator.Tests.Engines;

/// <summary>The factored transform against sums over exp(2 pi i m g / G) written out.</summary>
public unsafe class FactoredTransformTests
{
    private const int Channels = 3;
    private const int Lanes = 4;

    [Theory]
    [InlineData(1, 7, 3)]
    [InlineData(1, 8, 4)]
    [InlineData(2, 5, 4)]
    [InlineData(3, 4, 5)]
    [InlineData(4, 3, 6)]
    [InlineData(5, 5, 12)]
    [InlineData(8, 2, 3)]
    [InlineData(6, 9, 1)]
    [InlineData(24, 24, 129)]
    public void FactoredTransform_BothWays_EqualTheSums(int columns, int rows, int modes)
    {
        AssertEqualTheSums(columns, rows, modes, stride: 4);
        AssertEqualTheSums(columns, rows, modes, stride: 6); // not whole vectors
        AssertEqualTheSums(columns, rows, modes, stride: 30); // several turns of the dense kernel
    }

    private static void AssertEqualTheSums(int columns, int rows, int modes, int stride)
    {
        int points = columns * rows;
        using var arena = new AlignedArena();
        using var buffers = new KernelBuffers(points);
        var kernels = new ScalarKernels(Lanes);
        var transform = new FactoredTransform(arena, new TransformFactors(columns, rows), modes, stride, Lanes);
        float* input = buffers.Random(transform.PointBufferRows * stride);
        float* middle = buffers.Random(transform.MiddleBufferRows * stride);
        float* spectrum = buffers.Random(transform.ModeBufferRows * stride);
        float* output = buffers.Random(transform.PointBufferRows * stride);

        transform.Forward(kernels, input, middle, spectrum);
        transform.Inverse(kernels, spectrum, middle, output);

        double[] expected = new double[points];
        for (int m = 0; m < modes; m++)
        {
            double real = 0;
            double imaginary = 0;
            for (int g = 0; g < points; g++)
            {
                (double sine, double cosine) = Math.SinCos(2 * Math.PI * m * g / points);
                real += input[(g * stride) + Channels - 1] * cosine;
                imaginary -= input[(g * stride) + Channels - 1] * sine;
            }

            Assert.Equal(real, spectrum[(transform.ModeRows[m] * stride) + Channels - 1], 1e-5 * points);
            Assert.Equal(imaginary, spectrum[((transform.ModeRows[m] + 1) * stride) + Channels - 1], 1e-5 * points);
            for (int g = 0; g < points; g++)
            {
                (double sine, double cosine) = Math.SinCos(2 * Math.PI * m * g / points);
                expected[g] += (real * cosine) - (imaginary * sine);
            }
        }

        for (int g = 0; g < points; g++)
        {
            Assert.Equal(expected[g], output[(g * stride) + Channels - 1], 1e-5 * points);
        }
    }

    [Theory]
    [InlineData(509, 1, 509)]
    [InlineData(576, 24, 24)]
    [InlineData(1024, 16, 64)]
    public void TransformFactors_Best_BalancesTheStages(int points, int columns, int rows)
    {
        TransformFactors factors = TransformFactors.Best(points, 129);

        Assert.Equal(new TransformFactors(columns, rows), factors);
        Assert.True(factors.Cost(129) <= new TransformFactors(1, points).Cost(129));
    }
}
