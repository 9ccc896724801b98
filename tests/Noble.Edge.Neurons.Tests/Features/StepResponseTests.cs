namespace Noble.Edge.Neurons.Tests;

public class StepResponseTests
{
    [Fact]
    public void Constructor_SpikesOutsideTheStep_AreLeftOut()
    {
        var response = new StepResponse([10, 20, 45, 70, 415.5], StepProtocol.Default);

        Assert.Equal(3, response.SpikeCount);
        Assert.Equal(5, response.FirstSpikeLatencyMilliseconds);
        Assert.Equal(40, response.RateHertz, 1e-9);
    }

    [Theory]
    [InlineData(true, new double[] { 345, 365, 385 })]
    [InlineData(true, new double[] { 345, 365, 386 })]
    [InlineData(false, new double[] { 344, 364, 384 })]
    [InlineData(false, new double[] { 20, 40, 60 })]
    [InlineData(false, new double[] { 300, 400 })]
    public void IsRepetitive_LastSpikes_MayBeOneAndAHalfIntervalsFromTheEnd(bool expected, double[] times) =>
        Assert.Equal(expected, new StepResponse(times, StepProtocol.Default).IsRepetitive);

    [Fact]
    public void Constructor_NoSpikes_HasNoLatencyAndNoRate()
    {
        var response = new StepResponse([], StepProtocol.Default);

        Assert.True(double.IsNaN(response.FirstSpikeLatencyMilliseconds));
        Assert.Equal(0, response.RateHertz);
        Assert.False(response.IsRepetitive);
    }
}
