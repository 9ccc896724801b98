namespace Noble.Edge.Operator.Tests;

public sealed class SpikeClockTests
{
    private static readonly ClockSpec Spec = new()
    {
        TimeConstantsMilliseconds = [4, 40],
        Splines = 5,
        OnsetFeature = "threshold_current",
        MapFeatures = [],
        ReferenceNanoamperes = 0.25,
    };

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(1.7)]
    public void AtCurrent_SplinesOfAStraightLine_GiveTheLineUpToOne(double x)
    {
        double[] line = [-0.5, 0, 0.5, 1, 1.5]; // the splines' middles: x itself
        var atCurrent = new double[4];

        new SpikeClock(Spec).AtCurrent([.. line, .. line.Select(v => 3 - (2 * v)), .. new double[10]], x, atCurrent);

        Assert.Equal(Math.Min(x, 1), atCurrent[0], 12);
        Assert.Equal(3 - (2 * Math.Min(x, 1)), atCurrent[1], 12);
        Assert.Equal(0, atCurrent[2]);
    }

    [Fact]
    public void SplineWeights_AnyX_AreNotNegativeAndSumToOne()
    {
        var weights = new double[9];
        for (var x = 0.0; x <= 1; x += 0.013)
        {
            SpikeClock.SplineWeights(x, weights);
            Assert.Equal(1, weights.Sum(), 12);
            Assert.All(weights, weight => Assert.True(weight >= 0));
        }
    }

    [Theory]
    [InlineData(0.05, 0.1, 0)]
    [InlineData(0.1, 0.1, 0)]
    [InlineData(0.35, 0.1, 1)]
    public void Variable_ExcessCurrent_IsItsNormalisedRoot(double current, double onset, double expected) =>
        Assert.Equal(expected, new SpikeClock(Spec).Variable(current, onset), 12);

    [Fact]
    public void Evaluate_WholeWindow_MatchesTheFormulaAndItsDerivative()
    {
        double[] atCurrent = [-0.7, 0.08, 1.5, -2.5];
        var (phase, rate) = (new double[10_000], new double[10_000]);

        new SpikeClock(Spec).Evaluate(atCurrent, 0.04, phase, rate);

        for (var i = 0; i < phase.Length; i++)
        {
            var u = i * 0.04;
            var expected = -0.7 + (0.08 * u) + (1.5 * (1 - Math.Exp(-u / 4))) - (2.5 * (1 - Math.Exp(-u / 40)));
            var derivative = 0.08 + (1.5 / 4 * Math.Exp(-u / 4)) - (2.5 / 40 * Math.Exp(-u / 40));
            Assert.Equal(expected, phase[i], 1e-10);
            Assert.Equal(derivative, rate[i], 1e-10);
        }
    }

    [Fact]
    public void Basis_AnyTime_GivesTheTermsOfPhi()
    {
        var terms = new double[4];

        new SpikeClock(Spec).Basis(8, terms);

        Assert.Equal([1, 8, 1 - Math.Exp(-2), 1 - Math.Exp(-0.2)], terms);
    }
}
