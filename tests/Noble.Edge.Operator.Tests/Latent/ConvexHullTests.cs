using Noble.Edge.Operator.Tests.Support;

namespace Noble.Edge.Operator.Tests;

public sealed class ConvexHullTests
{
    // Rounding of coordinates of size 1 through a few hundred sums.
    private const double Exact = 1e-9;

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.3, -0.7, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(0.999, 0.2, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(0.4, -1.5, 0.5)]
    [InlineData(4, 5, 5)]
    public void DistanceToHull_OfASquare_IsKnown(double a, double b, double expected) =>
        Assert.Equal(expected, Polytopes.Space([.. Polytopes.Cube(2), [0, 0]]).DistanceToHull([a, b]), Exact);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(9)]
    public void DistanceToHull_OfACube_IsWhatLiesBeyondItsFaces(int dimensions)
    {
        var space = Polytopes.Space(Polytopes.Cube(dimensions));
        foreach (var point in Polytopes.Cloud(60, dimensions, 11))
        {
            var target = point.Select(value => 1.7 * value).ToArray();
            var expected = Math.Sqrt(target.Sum(value => Math.Pow(Math.Max(0, Math.Abs(value) - 1), 2)));
            Assert.Equal(expected, space.DistanceToHull(target), Exact);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void DistanceToHull_OfACrossPolytope_IsThatOfItsProjection(int dimensions)
    {
        var space = Polytopes.Space(Polytopes.Cross(dimensions));
        foreach (var target in Polytopes.Cloud(60, dimensions, 12))
        {
            // Nearest point: magnitudes less a common amount, not under 0, that makes their sum 1.
            var magnitudes = target.Select(Math.Abs).ToArray();
            var shrink = magnitudes.Sum() <= 1 ? 0 : Root(amount => magnitudes.Sum(m => Math.Max(0, m - amount)) - 1);
            var expected = Math.Sqrt(magnitudes.Sum(m => Math.Pow(Math.Min(m, shrink), 2)));
            Assert.Equal(expected, space.DistanceToHull(target), Exact);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void DistanceToHull_OfASimplex_IsThatOfItsProjection(int dimensions)
    {
        var space = Polytopes.Space(Polytopes.Simplex(dimensions));
        foreach (var target in Polytopes.Cloud(60, dimensions, 13))
        {
            var amount = target.Sum(value => Math.Max(0, value)) <= 1 ? 0 : Root(a => target.Sum(value => Math.Max(0, value - a)) - 1);
            var expected = Math.Sqrt(target.Sum(value => Math.Pow(value - Math.Max(0, value - amount), 2)));
            Assert.Equal(expected, space.DistanceToHull(target), Exact);
        }
    }

    // The nearest point of a hull in d dimensions lies in the simplex of at most d + 1 of its points: all of them are tried.
    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 9)]
    [InlineData(3, 9)]
    [InlineData(4, 9)]
    public void DistanceToHull_OfACloud_IsTheLeastOverAllItsSimplices(int dimensions, int count)
    {
        var points = Polytopes.Cloud(count, dimensions, 14);
        var space = Polytopes.Space(points);
        var outside = 0;
        foreach (var target in Polytopes.Cloud(40, dimensions, 15))
        {
            var expected = Enumerable.Range(1, (1 << count) - 1)
                .Where(subset => int.PopCount(subset) <= dimensions + 1)
                .Min(subset => SimplexPlane([.. Enumerable.Range(0, count).Where(p => (subset >> p & 1) == 1).Select(p => points[p])], target));
            var distance = space.DistanceToHull(target);
            Assert.Equal(expected, distance, Exact);
            outside += distance > 0 ? 1 : 0;
        }

        Assert.InRange(outside, 1, 39);
    }

    [Fact]
    public void DistanceToHull_TwelveFeaturesTwoHundredPoints_IsZeroForMixturesAndRightOutside()
    {
        var points = Polytopes.Cloud(200, 12, 16);
        var space = Polytopes.Space(points);
        var random = new SeededRandom(5);
        var drawn = new double[12];
        for (var i = 0; i < 100; i++)
        {
            space.DrawQuickly(ref random, drawn);
            Assert.Equal(0, space.DistanceToHull(drawn));
        }

        // Beyond the farthest point along a feature the distance is at least what is beyond it.
        var farthest = points.MaxBy(p => p[0])!;
        var outside = farthest.ToArray();
        outside[0] += 0.5;
        Assert.Equal(0.5, space.DistanceToHull(outside), Exact);
    }

    [Theory]
    [InlineData(0.5, 0.5, 0)]
    [InlineData(2, 2, 1.4142135623730951)]
    [InlineData(0.5, -0.5, 0.7071067811865476)]
    public void DistanceToHull_OfALineWithDoubledPoints_IsKnown(double a, double b, double expected) =>
        Assert.Equal(expected, Polytopes.Space([[0, 0], [1, 1], [0.5, 0.5], [1, 1], [0, 0]]).DistanceToHull([a, b]), Exact);

    [Fact]
    public void DistanceToHull_OfOnePoint_IsTheDistanceToIt()
    {
        var space = Polytopes.Space([[0.25, 0.5, 0], [0.25, 0.5, 0]]);
        Assert.Equal(0, space.DistanceToHull([0.25, 0.5, 0]));
        Assert.Equal(5, space.DistanceToHull([0.25, 3.5, -4]), Exact);
    }

    private static double Root(Func<double, double> falling)
    {
        var (low, high) = (0.0, 2.0);
        for (var i = 0; i < 100; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = falling(middle) > 0 ? (middle, high) : (low, middle);
        }

        return low;
    }

    // Distance to the points' affine hull where its nearest point has no negative weight, else infinite: by the normal equations, in full.
    private static double SimplexPlane(double[][] corners, double[] target)
    {
        var n = corners.Length - 1;
        var matrix = new double[n, n + 1];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                matrix[i, j] = Enumerable.Range(0, target.Length).Sum(f => (corners[i + 1][f] - corners[0][f]) * (corners[j + 1][f] - corners[0][f]));
            }

            matrix[i, n] = Enumerable.Range(0, target.Length).Sum(f => (corners[i + 1][f] - corners[0][f]) * (target[f] - corners[0][f]));
        }

        for (var column = 0; column < n; column++)
        {
            for (var row = 0; row < n; row++)
            {
                var factor = row == column ? 0 : matrix[row, column] / matrix[column, column];
                for (var k = column; k <= n; k++)
                {
                    matrix[row, k] -= factor * matrix[column, k];
                }
            }
        }

        var weights = Enumerable.Range(0, n).Select(i => matrix[i, n] / matrix[i, i]).ToArray();
        if (weights.Any(weight => weight < -1e-12) || weights.Sum() > 1 + 1e-12)
        {
            return double.PositiveInfinity;
        }

        return Math.Sqrt(Enumerable.Range(0, target.Length).Sum(f =>
            Math.Pow(corners[0][f] + Enumerable.Range(0, n).Sum(i => weights[i] * (corners[i + 1][f] - corners[0][f])) - target[f], 2)));
    }
}
