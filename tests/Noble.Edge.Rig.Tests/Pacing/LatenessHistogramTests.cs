namespace Noble.Edge.Rig.Tests;

public class LatenessHistogramTests
{
    [Fact]
    public void Percentile_KnownDistribution_NeverLowAndAtMostThreePercentHigh()
    {
        var histogram = new LatenessHistogram();
        for (var microseconds = 1; microseconds <= 10_000; microseconds++)
        {
            histogram.Record(microseconds * 1_000L);
        }

        foreach (var share in new[] { 0.01, 0.5, 0.9, 0.99, 0.999 })
        {
            Assert.InRange(histogram.PercentileNanoseconds(share), share * 1e7, (share * 1e7 * 1.032) + 1);
        }

        Assert.Equal(10_000_000, histogram.PercentileNanoseconds(1));
        Assert.Equal(10_000_000, histogram.MaximumNanoseconds);
        Assert.Equal(10_000, histogram.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(1_000_001)]
    [InlineData(long.MaxValue)]
    public void Record_OneValue_IsItsOwnPercentile(long nanoseconds)
    {
        var histogram = new LatenessHistogram();
        histogram.Record(nanoseconds);
        Assert.Equal(nanoseconds, histogram.PercentileNanoseconds(0.5));
    }

    [Fact]
    public void Fill_Ranges_CountsEachOnce()
    {
        var histogram = new LatenessHistogram();
        foreach (var nanoseconds in new long[] { 0, 5, 500, 999, 1_500, 40_000, 2_000_000, long.MaxValue })
        {
            histogram.Record(nanoseconds);
        }

        var counts = new long[4];
        histogram.Fill([1_000, 100_000, 10_000_000], counts);

        // 999 ns lie in a bucket that ends at 1,007 ns, and so in the range above.
        Assert.Equal([3, 3, 1, 1], counts);
        Assert.Equal(histogram.Count, counts.Sum());
    }

    [Fact]
    public void Record_Early_CountsAsZero()
    {
        var histogram = new LatenessHistogram();
        histogram.Record(-5);
        Assert.Equal((1L, 0L), (histogram.Count, histogram.PercentileNanoseconds(0.99)));
    }

    [Fact]
    public void Percentile_Empty_Zero() => Assert.Equal(0, new LatenessHistogram().PercentileNanoseconds(0.5));
}
