using Noble.Edge.Operator.Tests.Support;
using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests;

public sealed class DensityDomainTests : IDisposable
{
    private static readonly LatentDomainSpec Density = new() { Kind = LatentDomainKind.Density };

    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Contains_TrainingNeurons_AreInsideAndFarPointsAreNot()
    {
        var points = Correlated(32, 9);
        var space = Polytopes.Space(points, Density);

        Assert.All(points, point => Assert.True(space.Contains(point)));
        Assert.False(space.Contains([.. Enumerable.Repeat(3.0, 9)]));
        Assert.Equal(Math.Pow(32, -1.0 / 13), space.Bandwidth!.Value, 12);
    }

    // Features that go together among the training neurons go together inside: the same step along their line and across it.
    [Fact]
    public void Contains_StepAgainstTheCorrelation_IsOutside()
    {
        double[][] line = [.. Enumerable.Range(0, 40).Select(i => (double[])[(i / 20.0) - 1, (i / 20.0) - 1 + (0.02 * Math.Sin(i))])];
        var space = Polytopes.Space(line, Density);

        Assert.True(space.Contains([0.3, 0.3]));
        Assert.False(space.Contains([0.3, -0.3]));
    }

    [Fact]
    public void Draw_ManyNeurons_AreInsideWithinTheRangesAndSpreadLikeTheTrainingNeurons()
    {
        var points = Correlated(32, 9);
        var space = Polytopes.Space(points, Density);
        var random = new SeededRandom(4);
        var draws = new double[2000][];
        for (var n = 0; n < draws.Length; n++)
        {
            draws[n] = new double[9];
            space.Draw(ref random, draws[n]);
            Assert.True(space.Contains(draws[n]));
        }

        for (var f = 0; f < 9; f++)
        {
            Assert.InRange(draws.Min(draw => draw[f]), points.Min(point => point[f]), points.Max(point => point[f]));
            Assert.InRange(draws.Max(draw => draw[f]), points.Min(point => point[f]), points.Max(point => point[f]));

            // The kernel widens and the ranges cut: neither the middle of a crowd nor its rim is left out.
            Assert.InRange(Deviation(draws, f) / Deviation(points, f), 0.6, 1.3);
        }
    }

    // Two clumps: half of the draws belong to each, none to the gap between them, which a hull would fill.
    [Fact]
    public void Draw_TwoClumps_LeavesTheGapBetweenThemEmpty()
    {
        double[][] clumps = [.. Polytopes.Cloud(60, 2, 8).Select((p, i) => (double[])[(0.1 * p[0]) + (i % 2 == 0 ? -0.9 : 0.9), p[1]])];
        var space = Polytopes.Space(clumps, Density with { Bandwidth = 0.1 });
        var random = new SeededRandom(4);
        var draw = new double[2];
        var left = 0;
        for (var n = 0; n < 1000; n++)
        {
            space.Draw(ref random, draw);
            Assert.InRange(Math.Abs(draw[0]), 0.5, 1);
            left += draw[0] < 0 ? 1 : 0;
        }

        // 3.29 standard errors of a share of one half: significance 0.001.
        Assert.Equal(0.5, left / 1000.0, 3.29 * 0.5 / Math.Sqrt(1000));
        Assert.False(space.Contains([0, 0]));
        Assert.True(Polytopes.Space(clumps).Contains([0, 0]));
    }

    [Fact]
    public void Quantile_Higher_MakesTheDomainSmaller()
    {
        var points = Correlated(32, 9);
        var (wide, narrow) = (Polytopes.Space(points, Density), Polytopes.Space(points, Density with { Quantile = 0.5 }));
        var random = new SeededRandom(6);
        var draw = new double[9];
        var inside = 0;
        for (var n = 0; n < 500; n++)
        {
            wide.Draw(ref random, draw);
            inside += narrow.Contains(draw) ? 1 : 0;
            narrow.Draw(ref random, draw);
            Assert.True(wide.Contains(draw));
        }

        Assert.InRange(inside, 50, 450);
    }

    [Fact]
    public void Place_PointOutside_LiesAtTheEdgeOnTheWayToTheNearestNeuron()
    {
        var points = Correlated(32, 9);
        var space = Polytopes.Space(points, Density);
        double[] target = [.. points[3].Select((value, f) => f == 5 ? value + 4 : value)];

        var place = space.Place(target);

        Assert.Equal(5, place.Feature);
        Assert.InRange(place.Distance, 0.5, 4);
        Assert.InRange(place.NearestDistance, place.Distance, 4);
        Assert.Equal(target[5] - place.FeatureAtEdge, place.Distance, 0.8);
        Assert.Equal(0, space.Place(points[3]).Distance);
    }

    [Fact]
    public void DrawTrial_InADensity_StaysInsideAndAllocatesNothing()
    {
        var model = DensityModel();
        var population = Population.Draw(model, 20, 3);
        var (features, clock) = (new double[2], new double[population.CoefficientCount]);
        population.DrawTrial(0, 0, 1, 5, features, clock);
        var inside = 0;
        foreach (var run in AllocationAssert.Runs())
        {
            inside = 0;
            for (var trial = 0; trial < 500; trial++)
            {
                population.DrawTrial(trial % 20, trial, 1, 5, features, clock);
                inside += model.Latent.Contains(features) ? 1 : 0;
            }
        }
        Assert.Equal(500, inside);
    }

    [Fact]
    public void DrawTrial_NeuronOutsideTheDensity_HasNoVariability()
    {
        var population = Population.FromPoints(DensityModel(), ["far"], [[5, -70]]);
        var (features, clock) = (new double[2], new double[population.CoefficientCount]);

        population.DrawTrial(0, 1, 0.01, 5, features, clock);

        Assert.Equal([5, -70], features);
    }

    [Theory]
    [InlineData("""{ "kind": "Cloud" }""", "is no model manifest")]
    [InlineData("""{ "kind": "Density", "bandwidth": 0 }""", "latent.domain.bandwidth is 0, expected over 0 to 1")]
    [InlineData("""{ "kind": "Density", "bandwidth": 1.5 }""", "latent.domain.bandwidth is 1.5, expected over 0 to 1")]
    [InlineData("""{ "kind": "Density", "quantile": 0.6 }""", "latent.domain.quantile is 0.6, expected 0 to 0.5")]
    [InlineData("""{ "kind": "Hull", "bandwidth": 0.5 }""", "latent.domain is a hull, expected neither bandwidth nor quantile")]
    public void Load_BadDomain_SaysWhatIsExpected(string domain, string expected) =>
        Assert.Contains(expected, Assert.Throws<ModelBundleException>(() => WithDomain(domain)).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_Domain_IsReadAndSurvivesSaving()
    {
        var model = WithDomain("""{ "kind": "Density", "bandwidth": 0.5, "quantile": 0.1 }""");
        Assert.Equal(new LatentDomainSpec { Kind = LatentDomainKind.Density, Bandwidth = 0.5, Quantile = 0.1 }, model.Latent.Domain);

        var copy = _temporary.File("copy.noble");
        ModelBundle.Save(copy, model.Manifest, model.Weights, [.. Enumerable.Range(0, 4).SelectMany(p => model.TrainedClock(p)!)], model.ClockMap);
        Assert.Equal(model.Latent.Domain, ModelBundle.Load(copy).Latent.Domain);
    }

    [Fact]
    public void Load_NoDomain_IsTheHull() =>
        Assert.Equal(LatentDomainKind.Hull, ModelBundle.Load(SmallModel.Write(_temporary.File("plain.noble"))).Latent.Domain.Kind);

    private ModelBundle DensityModel() => WithDomain("""{ "kind": "Density" }""");

    private ModelBundle WithDomain(string domain)
    {
        var folder = SmallModel.Write(_temporary.File("small.noble"));
        var path = Path.Combine(folder, ModelBundle.ManifestFile);
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text.Replace("\"latent\": {", $"\"latent\": {{ \"domain\": {domain},", StringComparison.Ordinal));
        return ModelBundle.Load(folder);
    }

    // A few hidden causes of all features and a little noise, as neurons have.
    private static double[][] Correlated(int count, int features)
    {
        var random = new SeededRandom(77);
        var points = new double[count][];
        for (var p = 0; p < count; p++)
        {
            var (a, b) = (random.NextNormal(), random.NextNormal());
            points[p] = new double[features];
            for (var f = 0; f < features; f++)
            {
                points[p][f] = (0.3 * a * Math.Cos(f)) + (0.3 * b * Math.Sin(f)) + (0.05 * random.NextNormal());
            }
        }

        return points;
    }

    private static double Deviation(double[][] points, int feature)
    {
        var mean = points.Average(point => point[feature]);
        return Math.Sqrt(points.Average(point => (point[feature] - mean) * (point[feature] - mean)));
    }
}
