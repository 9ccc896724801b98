namespace Noble.Edge.Neurons.Tests;

public class SpikeTimesTests
{
    [Fact]
    public void Detect_CrossingBetweenSamples_IsInterpolated() =>
        Assert.Equal([0.5 * 1.25], SpikeTimes.Detect([-60, -40, 40, -70], 0.5), (a, b) => Math.Abs(a - b) < 1e-12);

    [Fact]
    public void Detect_SampleOnTheThreshold_IsTheCrossing() =>
        Assert.Equal([1.0], SpikeTimes.Detect([-60, -20, 10, -60], 1));

    [Fact]
    public void Detect_StartOverTheThreshold_CountsFromTheNextCrossing() =>
        Assert.Equal([2.5], SpikeTimes.Detect([10, 0, -30, -10], 1));

    [Fact]
    public void Detect_OtherThreshold_FindsOtherCrossings()
    {
        double[] trace = [-70, -30, -70, 30, -70];

        Assert.Single(SpikeTimes.Detect(trace, 1));
        Assert.Equal(2, SpikeTimes.Detect(trace, 1, -50).Length);
    }

    [Fact]
    public void Detect_EmptyOrFlat_FindsNone()
    {
        Assert.Empty(SpikeTimes.Detect([], 1));
        Assert.Empty(SpikeTimes.Detect([-70, -70, -70], 1));
    }

    [Fact]
    public void Detect_StepOfZero_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SpikeTimes.Detect([0, 1], 0));
}
