namespace Noble.Edge.Training.Tests;

public sealed class ErrorSummaryTests
{
    [Fact]
    public void Of_Values_GivesMeanMedianAndPercentileOfTheFiniteOnes()
    {
        var summary = ErrorSummary.Of([4, double.NaN, 1, 2, 3, double.PositiveInfinity, 0], 10)!;

        Assert.Equal((5, 20, 20, 38), (summary.Count, summary.Mean, summary.Median, summary.P95));
    }

    [Fact]
    public void Of_Nothing_IsNull() => Assert.Null(ErrorSummary.Of([double.NaN]));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 2)]
    [InlineData(0.75, 3.5)]
    [InlineData(1, 5)]
    public void Quantile_BetweenTwoValues_IsLinear(double share, double expected) => Assert.Equal(expected, ErrorSummary.Quantile([1, 2, 5], share), 12);
}
