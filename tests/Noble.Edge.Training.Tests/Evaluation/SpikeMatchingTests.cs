namespace Noble.Edge.Training.Tests;

public sealed class SpikeMatchingTests
{
    [Theory]
    [InlineData(new double[] { 1, 5, 9 }, new double[] { 1.2, 4.9, 9 }, 3)]
    [InlineData(new double[] { 1, 5, 9 }, new double[] { 2.1, 5, 9 }, 2)]
    [InlineData(new double[] { 5 }, new double[] { 4.8, 5.1 }, 1)]
    [InlineData(new double[] { }, new double[] { 1 }, 0)]
    public void Match_TwoTrains_PairsEachSpikeOnce(double[] reference, double[] other, int expected) =>
        Assert.Equal(expected, SpikeMatching.Match(reference, other, 1).Count);

    [Fact]
    public void Match_Pairs_HaveSignedDistances() => Assert.Equal(-0.25, Assert.Single(SpikeMatching.Match([3], [2.75], 1)), 12);
}
