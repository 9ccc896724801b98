using Noble.Edge.Operator.Tests.Support;

namespace Noble.Edge.Operator.Tests.Engines;

/// <summary>gelu against an error function of the tests' own: the normal density integrated by Simpson's rule.</summary>
public unsafe class GeluTests
{
    private const double Tolerance = 1e-6;

    public static TheoryData<SimdInstructions> Instructions => [.. Machine.Instructions];

    [Theory]
    [MemberData(nameof(Instructions))]
    public void Gelu_WholeRange_IsExactToOneMillionth(SimdInstructions instructions)
    {
        KernelSet kernels = KernelChoice.Create(instructions);
        float[] points = [.. Enumerable.Range(-64_000, 128_001).Select(i => i / 8000f), -20, 20, -1e30f, 1e30f, -0f, float.Epsilon];
        float[] values = Evaluate(kernels, points);

        // Simpson's rule over each step of the grid, from -8, where Phi is 6e-16.
        double phi = 0;
        double worst = 0;
        for (int i = 0; i < points.Length; i++)
        {
            double x = points[i];
            if (i is > 0 and <= 128_000)
            {
                double from = points[i - 1];
                phi += (x - from) / 6 * (Density(from) + (4 * Density((from + x) / 2)) + Density(x));
            }

            double expected = i <= 128_000 ? x * phi : Math.Max(x, 0);
            worst = Math.Max(worst, Math.Abs(values[i] - expected) / Math.Max(1, Math.Abs(x)));
        }

        Assert.InRange(worst, 0, Tolerance);
        Assert.Equal(1, phi, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Instructions))]
    public void Gelu_NotANumber_ComesThrough(SimdInstructions instructions)
    {
        float[] values = Evaluate(KernelChoice.Create(instructions), [float.NaN, 1, float.PositiveInfinity, float.NegativeInfinity]);

        Assert.Equal(float.NaN, values[0]);
        Assert.Equal(0.8413447f, values[1], 1e-6f);
        Assert.Equal(float.PositiveInfinity, values[2]);
        Assert.Equal(0, values[3], 1e-6f);
    }

    [Theory]
    [MemberData(nameof(Instructions))]
    public void Gelu_AnyNumberOfVectors_TouchesNothingBehind(SimdInstructions instructions)
    {
        KernelSet kernels = KernelChoice.Create(instructions);
        for (int vectors = 0; vectors <= 5; vectors++)
        {
            using var buffers = new KernelBuffers(vectors);
            int count = vectors * kernels.Lanes;
            float* expected = buffers.Random(count + 16);
            float* actual = buffers.Copy(expected, count + 16);

            new ScalarKernels(kernels.Lanes).Gelu(expected, count);
            kernels.Gelu(actual, count);

            KernelBuffers.AssertClose(expected, actual, count + 16, 2);
        }
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.15865525393145705)]
    [InlineData(2.9999, 0.0013503412829549248)]
    [InlineData(3, 0.0013498980316300957)]
    [InlineData(6, 9.865876450377012e-10)]
    [InlineData(20, 2.7536241186063314e-89)]
    public void ErrorFunction_UpperTail_IsTheNormalDistributions(double t, double expected)
    {
        Assert.Equal(1, ErrorFunction.UpperTail(t) / expected, 1e-9);
        Assert.Equal(expected, 1 - ErrorFunction.NormalCdf(t), 1e-15);
        Assert.Equal(expected, ErrorFunction.NormalCdf(-t), 1e-15);
    }

    private static double Density(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    private static float[] Evaluate(KernelSet kernels, ReadOnlySpan<float> points)
    {
        using var buffers = new KernelBuffers(1);
        int count = (points.Length + kernels.Lanes - 1) / kernels.Lanes * kernels.Lanes;
        float* values = buffers.Zeros(count);
        points.CopyTo(new Span<float>(values, points.Length));
        kernels.Gelu(values, count);
        return new Span<float>(values, points.Length).ToArray();
    }
}
