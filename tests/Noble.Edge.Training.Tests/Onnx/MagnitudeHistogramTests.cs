namespace Noble.Edge.Training.Tests;

public sealed class MagnitudeHistogramTests
{
    [Fact]
    public void Percentile_EvenSpread_IsItsShare()
    {
        var histogram = new MagnitudeHistogram(10);
        histogram.Add([.. Enumerable.Range(0, 10_000).Select(i => (i % 2 == 0 ? 1 : -1) * i / 1000f)]);

        Assert.InRange(histogram.Percentile(50), 4.99f, 5.01f);
        Assert.InRange(histogram.Percentile(99.9), 9.98f, 10f);
        Assert.Equal(10, histogram.Percentile(100));
    }

    [Fact]
    public void Entropy_OneFarOutlier_IsCutOff()
    {
        var random = new Noble.Edge.Operator.SeededRandom(1);
        var histogram = new MagnitudeHistogram(100);
        histogram.Add([100, .. Enumerable.Range(0, 100_000).Select(_ => (float)random.NextNormal())]);

        // 128 of 2048 bins is as short as it can be: 6.25.
        Assert.InRange(histogram.Entropy(), 3, 12);
        Assert.Equal(100, histogram.Largest);
    }

    [Fact]
    public void Entropy_EvenSpread_KeepsMostOfIt()
    {
        var histogram = new MagnitudeHistogram(1);
        histogram.Add([.. Enumerable.Range(0, 100_000).Select(i => i / 100_000f)]);

        Assert.InRange(histogram.Entropy(), 0.9f, 1);
    }
}
