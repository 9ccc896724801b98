using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests;

/// <summary>Each trial of a neuron is a draw in its neighbourhood.</summary>
public sealed class TrialVariabilityTests : IDisposable
{
    private const int Trials = 4000;

    private readonly TemporaryFolder _temporary = new();
    private readonly Population _population;
    private readonly ModelBundle _model;

    public TrialVariabilityTests()
    {
        _model = ModelBundle.Load(SmallModel.Write(_temporary.File("small.noble")));
        _population = Population.Draw(_model, 3, 8);
    }

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.2)]
    [InlineData(1)]
    public void DrawTrial_ManyTrials_AreInsideAndNoFartherThanTheVariabilityAllows(double variability)
    {
        var own = Scaled(_population.Features(1));
        foreach (var trial in Draws(1, variability, 77))
        {
            Assert.True(_model.Latent.Contains(trial));

            // The way to any point of the hull is at most that to its farthest corner.
            var farthest = Enumerable.Range(0, _model.Latent.PointCount).Max(p => Distance(own, _model.Latent.Centred.Slice(p * 2, 2).ToArray()));
            Assert.InRange(Distance(own, Scaled(trial)), 0, (variability * farthest) + 1e-12);
        }
    }

    // A trial goes the share v u, u uniform in 0..1, of the way to a mixture of training neurons whose mean is theirs: on average v / 2 of
    // the way from the neuron to the middle of the training neurons.
    [Fact]
    public void DrawTrial_Mean_IsNearTheNeuronAndGoesToTheMiddleInProportion()
    {
        const double Variability = 0.2;
        var draws = Draws(1, Variability, 77).Select(draw => Scaled(draw)).ToArray();
        var own = Scaled(_population.Features(1));
        for (var f = 0; f < 2; f++)
        {
            var middle = Enumerable.Range(0, _model.Latent.PointCount).Average(p => _model.Latent.Centred[(2 * p) + f]);
            var mean = draws.Average(draw => draw[f]);
            var deviation = Math.Sqrt(draws.Average(draw => (draw[f] - mean) * (draw[f] - mean)));

            // Four standard errors.
            Assert.Equal(own[f] + (Variability / 2 * (middle - own[f])), mean, 4 * deviation / Math.Sqrt(Trials));
        }
    }

    [Fact]
    public void DrawTrial_Spread_GrowsInProportionToTheVariability()
    {
        var narrow = Spread(0.1);
        Assert.Equal(2, Spread(0.2) / narrow, 1e-9);
        Assert.Equal(5, Spread(0.5) / narrow, 1e-9);
        Assert.InRange(narrow, 0.005, 0.1);
    }

    [Fact]
    public void DrawTrial_Key_IsSeedNeuronAndTrial()
    {
        var draws = Draws(1, 0.3, 77);
        Assert.Equal(draws, Draws(1, 0.3, 77));
        Assert.Equal(Trials, draws.Select(draw => draw[0]).Distinct().Count());
        Assert.NotEqual(draws[0], Draws(1, 0.3, 78)[0]);
        Assert.NotEqual(Offset(1, draws[0]), Offset(2, Draws(2, 0.3, 77)[0]));
    }

    // Trials are independent: what one does says nothing about the next.
    [Fact]
    public void DrawTrial_NeighbouringTrials_AreUncorrelated()
    {
        var draws = Draws(1, 0.3, 77).Select(draw => draw[0]).ToArray();
        var mean = draws.Average();
        var variance = draws.Average(x => (x - mean) * (x - mean));
        var covariance = draws.Zip(draws.Skip(1), (x, y) => (x - mean) * (y - mean)).Average();

        // Four standard errors of a correlation of 0.
        Assert.Equal(0, covariance / variance, 4 / Math.Sqrt(Trials));
    }

    private double Offset(int neuron, double[] draw) => draw[0] - _population.Features(neuron)[0];

    private double Spread(double variability)
    {
        var own = Scaled(_population.Features(1));
        return Draws(1, variability, 77).Average(draw => Distance(own, Scaled(draw)));
    }

    private double[][] Draws(int neuron, double variability, ulong seed)
    {
        var clock = new double[_population.CoefficientCount];
        var draws = new double[Trials][];
        for (var trial = 0; trial < Trials; trial++)
        {
            draws[trial] = new double[2];
            _population.DrawTrial(neuron, trial, variability, seed, draws[trial], clock);
        }

        return draws;
    }

    private double[] Scaled(ReadOnlySpan<double> features)
    {
        var scaled = new double[2];
        _model.Latent.Centre(features, scaled);
        return scaled;
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
}
