namespace Noble.Edge.Training.Tests;

public sealed class SpikeFiguresTests
{
    [Fact]
    public void Compare_SpikesShiftedMissedAndAdded_CountsEach()
    {
        var right = new RenderedTrace([-70, -70], [10, 20, 30, 40]);
        var judged = new RenderedTrace([-70, -77], [10.2, 20.4, 33]);
        var silent = new RenderedTrace([-70, -70], []);
        var noisy = new RenderedTrace([-70, -70], [5]);

        var figures = SpikeFigures.Compare([right, silent], [judged, noisy]);

        Assert.Equal(4, figures.Spikes);
        Assert.Equal(50, figures.CountErrorPercent); // one too few, one too many, of four
        Assert.Equal(50, figures.WithinOneMillisecondPercent); // two of four
        Assert.Equal(0.3, figures.TimeErrorMilliseconds!.Value, 9);
        Assert.Equal(7 / Math.Sqrt(2 * 70 * 70) / 2, figures.RelativeL2, 5);
    }

    [Fact]
    public void Compare_VoltageThatIsNotANumber_IsNotWithinBounds()
    {
        var right = new RenderedTrace([-70], []);
        var row = Row(SpikeFigures.Compare([right], [new RenderedTrace([float.NaN], [])]));

        Assert.False(row.IsWithinBounds());
        Assert.True(Row(SpikeFigures.Compare([right], [right])).IsWithinBounds());
    }

    [Theory]
    [InlineData(0.5, 99, 0.003, true)]
    [InlineData(0.51, 99, 0.003, false)]
    [InlineData(0.5, 98.9, 0.003, false)]
    [InlineData(0.5, 99, 0.0031, false)]
    public void IsWithinBounds_EachFigure_Decides(double count, double within, double relativeL2, bool expected) => Assert.Equal(
        expected,
        Row(new SpikeFigures { RelativeL2 = relativeL2, Spikes = 1000, CountErrorPercent = count, WithinOneMillisecondPercent = within }).IsWithinBounds());

    private static QuantizationRow Row(SpikeFigures figures) => new()
    {
        Precision = Operator.OnnxPrecision.Int8,
        Bytes = 1,
        MillisecondsPerTrace = 1,
        AgainstFloat32 = figures,
        AgainstSolver = figures,
        HeldOutTraces = 1,
        CountBoundPercent = 0.5,
        WithinBoundPercent = 99,
        RelativeL2BoundPercent = 0.3,
    };
}
