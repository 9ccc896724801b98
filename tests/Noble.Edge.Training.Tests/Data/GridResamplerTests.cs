using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

public sealed class GridResamplerTests
{
    private static readonly GridSpec Grid = new() { Length = 160, StepMilliseconds = 0.5, StimulusOnMilliseconds = 10, StimulusOffMilliseconds = 70 };

    [Fact]
    public void WithStep_CoarserStep_HoldsAsManyWholeSamplesAsTheWindow()
    {
        Assert.Equal(Grid with { StepMilliseconds = 0.625, Length = 128 }, GridResampler.WithStep(Grid, 0.625));
        Assert.Equal(114, GridResampler.WithStep(Grid, 0.7).Length);
        Assert.Equal(Grid, GridResampler.WithStep(Grid, 0.5));
    }

    [Theory]
    [InlineData(0.625)]
    [InlineData(0.25)]
    [InlineData(0.3125)]
    public void Apply_BandLimitedSignal_IsTheSignalAtTheNewSamples(double step)
    {
        var to = GridResampler.WithStep(Grid, step);
        var resampled = new float[to.Length];

        new GridResampler(Grid, to).Apply([.. Enumerable.Range(0, Grid.Length).Select(k => Signal(k * Grid.StepMilliseconds))], resampled);

        // Within the reach of either end the signal's continuation is a guess.
        var inside = Enumerable.Range(0, to.Length).Where(k => k * step is > 5 and < 75).ToArray();
        Assert.InRange(inside.Max(k => Math.Abs(resampled[k] - Signal(k * step))), 0, 2e-4);
        Assert.True(inside.Length > 50);

        // 0.55 of the highest frequency that the samples carry, on top of a slow one.
        static float Signal(double time) => (float)(-70 + (5 * Math.Sin(0.1 * time)) + (0.3 * Math.Cos(2 * Math.PI * 0.55 * time)));
    }

    [Fact]
    public void Apply_EverySecondSample_IsThoseSamplesUnchanged()
    {
        var data = SyntheticData.Create();
        var coarse = GridResampler.Apply(data, GridResampler.WithStep(data.Manifest.Grid, 1));

        Assert.Equal(80, coarse.Manifest.Grid.Length);
        Assert.Equal(Enumerable.Range(0, 80).Select(k => data.Voltage(11)[2 * k]), coarse.Voltage(11).ToArray());
        Assert.Equal(data.SpikeTimes(11).ToArray(), coarse.SpikeTimes(11).ToArray());
        Assert.Same(data, GridResampler.Apply(data, data.Manifest.Grid));
    }

    [Fact]
    public void Apply_ConstantTrace_StaysConstantToTheEnds()
    {
        var to = GridResampler.WithStep(Grid, 0.625);
        var resampled = new float[to.Length];

        new GridResampler(Grid, to).Apply(Enumerable.Repeat(-70f, Grid.Length).ToArray(), resampled);

        Assert.All(resampled, value => Assert.Equal(-70, value, 1e-3));
    }

    [Theory]
    [InlineData(0.7, 10, 114, "expected a step that divides the stimulus's start, 10 ms, and its end, 70 ms")]
    [InlineData(0.5, 20, 160, "expected the same stimulus")]
    [InlineData(0.5, 10, 161, "expected a window that is no longer")]
    public void Resampler_GridThatDoesNotFit_SaysWhy(double step, double on, int length, string why)
    {
        var to = Grid with { StepMilliseconds = step, StimulusOnMilliseconds = on, Length = length };

        var error = Assert.Throws<DataSetException>(() => new GridResampler(Grid, to));

        Assert.EndsWith(": " + why, error.Message, StringComparison.Ordinal);
    }
}
