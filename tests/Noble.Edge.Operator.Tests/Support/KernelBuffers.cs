namespace Noble.Edge.Operator.Tests.Support;

/// <summary>Aligned buffers of seeded random numbers for kernel tests.</summary>
internal sealed unsafe class KernelBuffers(int seed) : IDisposable
{
    private readonly AlignedArena _arena = new();
    private readonly Random _random = new(seed);

    /// <summary>Uniform in [-1, 1).</summary>
    public float* Random(int count)
    {
        float* buffer = _arena.Allocate(count);
        for (int i = 0; i < count; i++)
        {
            buffer[i] = (2 * _random.NextSingle()) - 1;
        }

        return buffer;
    }

    public float* Zeros(int count) => _arena.Allocate(count);

    public float* Copy(float* from, int count) => _arena.Copy(new ReadOnlySpan<float>(from, count));

    public int* Copy(params ReadOnlySpan<int> values) => _arena.Copy(values);

    public void Dispose() => _arena.Dispose();

    /// <summary>Asserts that two buffers agree to the rounding of sums of <paramref name="terms"/> products of numbers below one.</summary>
    public static void AssertClose(float* expected, float* actual, int count, int terms)
    {
        double tolerance = 1e-7 * (1 + terms);
        for (int i = 0; i < count; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance))
            {
                Assert.Fail($"element {i}: expected {expected[i]}, found {actual[i]}, tolerance {tolerance}");
            }
        }
    }
}
