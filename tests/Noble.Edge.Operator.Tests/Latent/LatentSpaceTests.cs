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
    public void Place_PointOutside_NamesTheFeatureItsEdgeAndTheNearestNeuron()
    {
        var place = Square.Place([1.5, -3]);

        Assert.True(place.IsOutside);
        Assert.Equal((1, 1), (place.Feature, place.Nearest));
        Assert.Equal(Math.Sqrt(4.25), place.Distance, 9);
        Assert.Equal(Math.Sqrt(4.25), place.NearestDistance, 9);
        Assert.Equal(-1, place.FeatureAtEdge, 9);
    }

    [Fact]
    public void LatentSpace_NoFeatures_HasOneNeuronThatIsInside()
    {
        var space = new LatentSpace(new LatentSpec { Features = [], Points = [new() { Name = "only", Values = [] }] });
        var random = new SeededRandom(1);

        space.Draw(ref random, []);
        space.DrawQuickly(ref random, []);

        Assert.False(space.Place([]).IsOutside);
        Assert.Equal(0, space.DistanceToHull([]));
    }

    [Theory]
    [InlineData(0.5, false)]
    [InlineData(1.0009, false)] // a training neuron's features, rounded
    [InlineData(1.0011, true)]
    public void Place_AboutTheRim_HasATolerance(double a, bool expected)
    {
        Assert.Equal(expected, Square.Place([a, 0]).IsOutside);
        Assert.Equal(!expected, Square.Contains([a, 0]));
    }

    [Fact]
    public void SeededRandom_ManyNormals_HaveMeanVarianceAndTailsOfOne()
    {
        const int Count = 100_000;
        var random = new SeededRandom(2);
        var draws = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            draws[i] = random.NextNormal();
        }

        // Four standard errors: 1 / sqrt(n) of the mean, sqrt(2 / n) of the variance; 4.55 % lie beyond 2.
        Assert.Equal(0, draws.Average(), 4 / Math.Sqrt(Count));
        Assert.Equal(1, draws.Average(x => x * x), 4 * Math.Sqrt(2.0 / Count));
        Assert.Equal(0.0455, draws.Count(x => Math.Abs(x) > 2) / (double)Count, 4 * Math.Sqrt(0.0455 / Count));
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
