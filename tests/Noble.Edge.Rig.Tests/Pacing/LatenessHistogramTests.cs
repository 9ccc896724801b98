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
    public void Record_Early_CountsAsZero()
    {
        var histogram = new LatenessHistogram();
        histogram.Record(-5);
        Assert.Equal((1L, 0L), (histogram.Count, histogram.PercentileNanoseconds(0.99)));
    }

    [Fact]
    public void Percentile_Empty_Zero() => Assert.Equal(0, new LatenessHistogram().PercentileNanoseconds(0.5));
}
