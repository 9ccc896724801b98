using Noble.Edge.Operator.Tests.Support;

namespace Noble.Edge.Operator.Tests;

/// <summary>Neurons drawn in a hull are uniform in it. Every statistic is of seeded draws, so that a test that passes always passes; the thresholds are those of a significance of 0.001.</summary>
public sealed class HullSamplingTests
{
    // Kolmogorov and Smirnov: the largest distance of n draws' distribution from the true one, times the root of n, exceeds this once in 1000.
    private const double KolmogorovSmirnov = 1.95;

    [Fact]
    public void Draw_InAPolygon_FillsCellsOfEqualAreaAlike()
    {
        // A triangle with one corner far out and points inside, whose mixtures crowd in the middle.
        double[][] points = [[-1, -1], [1, -1], [-1, 1], [-0.5, -0.5], [-0.6, -0.4], [-0.5, -0.6], [-0.55, -0.5]];
        var draws = Draw(Polytopes.Space(points), 20_000, quickly: false);

        // In a right-angled triangle (u, v >= 0, u + v <= 1) the pair (1 - (1 - u)^2, v / (1 - u)) is uniform in the square.
        Assert.InRange(ChiSquare(draws), 0, ChiSquareAtOneInThousand);

        // The same statistic refuses the mixtures, so it can fail.
        Assert.InRange(ChiSquare(Draw(Polytopes.Space(points), 20_000, quickly: true)), 10 * ChiSquareAtOneInThousand, double.PositiveInfinity);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    public void Draw_InACube_IsUniformInEveryFeature(int dimensions)
    {
        var draws = Draw(Polytopes.Space(Polytopes.Cube(dimensions)), 1500, quickly: false);
        for (var f = 0; f < dimensions; f++)
        {
            AssertDistribution(draws.Select(draw => draw[f]), value => (value + 1) / 2);
        }
    }

    // In a simplex of d dimensions a coordinate x exceeds t with probability (1 - t)^d.
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(9)]
    public void Draw_InASimplex_HasTheMarginalsOfItsVolume(int dimensions)
    {
        var draws = Draw(Polytopes.Space(Polytopes.Simplex(dimensions)), 3000, quickly: false);
        for (var f = 0; f < dimensions; f++)
        {
            AssertDistribution(draws.Select(draw => draw[f]), value => 1 - Math.Pow(1 - value, dimensions));
        }

        AssertDistribution(draws.Select(draw => 1 - draw.Sum()), value => 1 - Math.Pow(1 - value, dimensions));
    }

    // In a cross-polytope the sum of the magnitudes is under s with probability s^d, and every orthant is as likely.
    [Theory]
    [InlineData(4)]
    [InlineData(9)]
    public void Draw_InACrossPolytope_FillsShellsByTheirVolume(int dimensions)
    {
        var draws = Draw(Polytopes.Space(Polytopes.Cross(dimensions)), 3000, quickly: false);
        AssertDistribution(draws.Select(draw => draw.Sum(Math.Abs)), value => Math.Pow(value, dimensions));
        for (var f = 0; f < dimensions; f++)
        {
            // 3.29 standard errors of a share of one half.
            Assert.Equal(0.5, draws.Count(draw => draw[f] > 0) / 3000.0, 3.29 * 0.5 / Math.Sqrt(3000));
        }
    }

    [Theory]
    [InlineData(30, 9)]
    [InlineData(200, 12)]
    public void Draw_InACloud_IsInsideAndComesBackWithTheSeed(int count, int dimensions)
    {
        var space = Polytopes.Space(Polytopes.Cloud(count, dimensions, 21));
        var draws = Draw(space, 20, quickly: false);
        Assert.All(draws, draw => Assert.Equal(0, space.DistanceToHull(draw)));
        Assert.Equal(draws, Draw(space, 20, quickly: false));
        Assert.Equal(20, draws.Select(draw => draw[0]).Distinct().Count());
    }

    [Fact]
    public void Draw_OnALineInThreeFeatures_IsUniformOnIt()
    {
        var draws = Draw(Polytopes.Space([[0, 0, 0.5], [0.2, 0.1, 0.5], [1, 0.5, 0.5], [1, 0.5, 0.5]]), 2000, quickly: false);
        AssertDistribution(draws.Select(draw => draw[0]), value => value);
        Assert.All(draws, draw =>
        {
            Assert.Equal(draw[0] / 2, draw[1], 1e-12);
            Assert.Equal(0.5, draw[2], 1e-12);
        });
    }

    [Fact]
    public void Draw_OfOnePoint_IsThatPoint() => Assert.Equal([0.25, -0.5], Draw(Polytopes.Space([[0.25, -0.5]]), 1, quickly: false)[0]);

    // Five points of four dimensions in six features: the walk goes in what they fill.
    [Fact]
    public void Draw_InAFlatHull_StaysInIt()
    {
        double[][] flat = [.. Polytopes.Cloud(12, 4, 31).Select(p => (double[])[.. p, p[0] + p[1], p[2] - p[3]])];
        var space = Polytopes.Space([.. flat.Select(p => p.Select(value => value / 2).ToArray())]);
        Assert.All(Draw(space, 30, quickly: false), draw => Assert.Equal(0, space.DistanceToHull(draw)));
    }

    private const double ChiSquareAtOneInThousand = 149.4; // 99 degrees of freedom

    private static double ChiSquare(double[][] draws)
    {
        var cells = new int[10, 10];
        foreach (var draw in draws)
        {
            var (u, v) = ((draw[0] + 1) / 2, (draw[1] + 1) / 2);
            cells[(int)Math.Min(9, 10 * (1 - ((1 - u) * (1 - u)))), (int)Math.Min(9, 10 * v / (1 - u))]++;
        }

        var expected = draws.Length / 100.0;
        return cells.Cast<int>().Sum(count => (count - expected) * (count - expected) / expected);
    }

    private static void AssertDistribution(IEnumerable<double> draws, Func<double, double> distribution)
    {
        var sorted = draws.Order().ToArray();
        var distance = Enumerable.Range(0, sorted.Length).Max(i =>
            Math.Max(((i + 1.0) / sorted.Length) - distribution(sorted[i]), distribution(sorted[i]) - (i / (double)sorted.Length)));
        Assert.InRange(distance * Math.Sqrt(sorted.Length), 0, KolmogorovSmirnov);
    }

    private static double[][] Draw(LatentSpace space, int count, bool quickly)
    {
        var draws = new double[count][];
        for (var n = 0; n < count; n++)
        {
            var random = new SeededRandom(7, (ulong)n);
            draws[n] = new double[space.FeatureCount];
            if (quickly)
            {
                space.DrawQuickly(ref random, draws[n]);
            }
            else
            {
                space.Draw(ref random, draws[n]);
            }
        }

        return draws;
    }
}
