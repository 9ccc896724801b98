using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests;

public sealed class LatentSpaceTests
{
    // A unit square and its centre in two features that scale to themselves.
    private static readonly LatentSpace Square = new(new LatentSpec
    {
        Features =
        [
            new() { Name = "a", Unit = "1", Minimum = -1, Maximum = 1 },
            new() { Name = "b", Unit = "1", Minimum = -1, Maximum = 1 },
        ],
        Points =
        [
            new() { Name = "p0", Values = [-1, -1] },
            new() { Name = "p1", Values = [1, -1] },
            new() { Name = "p2", Values = [-1, 1] },
            new() { Name = "p3", Values = [1, 1] },
            new() { Name = "p4", Values = [0, 0] },
        ],
    });

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.3, -0.7, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(0.999, 0.2, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(0.4, -1.5, 0.5)]
    [InlineData(4, 5, 5)]
    public void DistanceToHull_OfASquare_IsKnown(double a, double b, double expected) =>
        Assert.Equal(expected, Square.DistanceToHull([a, b]), 2e-3);

    [Fact]
    public void DistanceToHull_SixDimensions_IsZeroForMixturesAndRightOutside()
    {
        var random = new SeededRandom(5);
        const int Features = 6;
        var points = new LatentPoint[30];
        for (var p = 0; p < points.Length; p++)
        {
            var values = new double[Features];
            for (var f = 0; f < Features; f++)
            {
                values[f] = (2 * random.NextUniform()) - 1;
            }

            points[p] = new LatentPoint { Name = $"p{p}", Values = values };
        }

        var space = new LatentSpace(new LatentSpec
        {
            Features = [.. Enumerable.Range(0, Features).Select(f => new LatentFeature { Name = $"f{f}", Unit = "1", Minimum = -1, Maximum = 1 })],
            Points = points,
        });
        var drawn = new double[Features];
        for (var i = 0; i < 200; i++)
        {
            space.Draw(ref random, drawn);
            Assert.Equal(0, space.DistanceToHull(drawn));
        }

        // Beyond the farthest point along an axis the distance is at least what is beyond it.
        var farthest = points.Max(p => p.Values[0]);
        double[] outside = [farthest + 0.5, 0, 0, 0, 0, 0];
        Assert.InRange(space.DistanceToHull(outside), 0.499, 2);
    }

    [Fact]
    public void Draw_SameKey_GivesTheSamePoint()
    {
        var (one, other) = (new double[2], new double[2]);
        var (a, b) = (new SeededRandom(3, 7), new SeededRandom(3, 7));

        Square.Draw(ref a, one);
        Square.Draw(ref b, other);

        Assert.Equal(one, other);
    }

    [Fact]
    public void Nearest_PointBesideOne_FindsItAndTheDistance()
    {
        Assert.Equal(3, Square.Nearest([0.9, 1], out var distance));
        Assert.Equal(0.1, distance, 9);
    }

    [Fact]
    public void SeededRandom_ManyNumbers_AreUniformAndUncorrelatedBetweenStreams()
    {
        const int Count = 100_000;
        var (one, other) = (new SeededRandom(1, 0), new SeededRandom(1, 1));
        var (sum, product) = (0.0, 0.0);
        for (var i = 0; i < Count; i++)
        {
            var (x, y) = (one.NextUniform(), other.NextUniform());
            sum += x;
            product += (x - 0.5) * (y - 0.5);
        }

        // Four standard errors: 1 / sqrt(12 n) of the mean, 1 / (12 sqrt n) of the product.
        Assert.Equal(0.5, sum / Count, 4 / Math.Sqrt(12.0 * Count));
        Assert.Equal(0, product / Count, 4 / (12 * Math.Sqrt(Count)));
    }
}
