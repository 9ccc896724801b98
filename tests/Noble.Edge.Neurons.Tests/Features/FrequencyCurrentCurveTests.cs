namespace Noble.Edge.Neurons.Tests;

public class FrequencyCurrentCurveTests
{
    [Fact]
    public void Slope_LinearRates_IsTheirSlope()
    {
        // 20, 40, 60 Hz at 0.1, 0.2, 0.3 nA.
        var curve = Curve((0.1, 50), (0.2, 25), (0.3, 1000 / 60.0));

        Assert.Equal(200, curve.Slope(0, 1), 1e-9);
        Assert.Equal(200, curve.Slope(0.15, 0.35), 1e-9);
        Assert.True(double.IsNaN(curve.Slope(0.25, 0.35)));
    }

    [Fact]
    public void FirstWhere_PropertyAppears_GivesTheGap()
    {
        var curve = Curve((0.1, 0), (0.2, 0), (0.3, 20));

        Assert.Equal((0.2, 0.3), curve.FirstWhere(r => r.SpikeCount > 0));
        Assert.Null(curve.FirstWhere(r => r.SpikeCount > 100));
        Assert.Equal((double.NegativeInfinity, 0.1), curve.FirstWhere(r => r.SpikeCount == 0));
    }

    [Fact]
    public void Constructor_CurrentsThatDoNotRise_Throws()
    {
        var response = new StepResponse([], StepProtocol.Default);

        Assert.Throws<ArgumentException>(() => new FrequencyCurrentCurve([0.2, 0.1], [response, response]));
        Assert.Throws<ArgumentException>(() => new FrequencyCurrentCurve([0.2], [response, response]));
    }

    private static FrequencyCurrentCurve Curve(params (double Current, double Interval)[] points) => new(
        [.. points.Select(p => p.Current)],
        [.. points.Select(p => new StepResponse(p.Interval == 0 ? [] : [20, 20 + p.Interval, 20 + (2 * p.Interval)], StepProtocol.Default))]);
}
