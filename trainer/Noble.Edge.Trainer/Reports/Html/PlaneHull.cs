namespace Noble.Edge.Trainer;

/// <summary>The convex hull of points in the plane, by Andrew's monotone chain.</summary>
internal static class PlaneHull
{
    /// <returns>Corners, counter-clockwise; the points themselves where they lie on a line.</returns>
    public static IReadOnlyList<(double X, double Y)> Of(IEnumerable<(double X, double Y)> points)
    {
        var sorted = points.Distinct().OrderBy(p => p.X).ThenBy(p => p.Y).ToArray();
        if (sorted.Length < 3)
        {
            return sorted;
        }

        var lower = Chain(sorted);
        var upper = Chain([.. sorted.Reverse()]);
        return [.. lower.SkipLast(1), .. upper.SkipLast(1)];
    }

    private static List<(double X, double Y)> Chain((double X, double Y)[] sorted)
    {
        var chain = new List<(double X, double Y)>();
        foreach (var point in sorted)
        {
            while (chain.Count > 1 && Turn(chain[^2], chain[^1], point) <= 0)
            {
                chain.RemoveAt(chain.Count - 1);
            }

            chain.Add(point);
        }

        return chain;
    }

    private static double Turn((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
