namespace Noble.Edge.Operator.Tests.Support;

/// <summary>Point sets with a known convex hull, in features that scale to themselves.</summary>
internal static class Polytopes
{
    /// <summary>Corners -1 and 1 in every feature.</summary>
    public static double[][] Cube(int dimensions) =>
        [.. Enumerable.Range(0, 1 << dimensions).Select(corner => Enumerable.Range(0, dimensions).Select(f => (corner >> f & 1) == 0 ? -1.0 : 1.0).ToArray())];

    /// <summary>Minus and plus the unit vectors: the sum of the magnitudes is at most 1.</summary>
    public static double[][] Cross(int dimensions) =>
        [.. Enumerable.Range(0, 2 * dimensions).Select(p => Enumerable.Range(0, dimensions).Select(f => f == p / 2 ? (p % 2 == 0 ? -1.0 : 1.0) : 0).ToArray())];

    /// <summary>The origin and the unit vectors: no negative feature, a sum of at most 1.</summary>
    public static double[][] Simplex(int dimensions) =>
        [.. Enumerable.Range(-1, dimensions + 1).Select(p => Enumerable.Range(0, dimensions).Select(f => f == p ? 1.0 : 0).ToArray())];

    /// <summary>Points uniform in the cube.</summary>
    public static double[][] Cloud(int count, int dimensions, ulong seed)
    {
        var random = new SeededRandom(seed);
        var points = new double[count][];
        for (var p = 0; p < count; p++)
        {
            points[p] = new double[dimensions];
            for (var f = 0; f < dimensions; f++)
            {
                points[p][f] = (2 * random.NextUniform()) - 1;
            }
        }

        return points;
    }

    public static LatentSpec Spec(double[][] points, LatentDomainSpec? domain = null) => new()
    {
        Features = [.. Enumerable.Range(0, points[0].Length).Select(f => new LatentFeature { Name = $"f{f}", Unit = "1", Minimum = -1, Maximum = 1 })],
        Points = [.. points.Select((values, p) => new LatentPoint { Name = $"p{p}", Values = values })],
        Domain = domain,
    };

    public static LatentSpace Space(double[][] points, LatentDomainSpec? domain = null) => new(Spec(points, domain));
}
