namespace Noble.Edge.Trainer;

/// <summary>Convex hull of points in a plane (Andrew's monotone chain).</summary>
internal static class PlaneHull
{
    /// <summary>The corners, counter-clockwise; one or two where the points are one or lie on a line.</summary>
    public static (double X, double Y)[] Of(IEnumerable<(double X, double Y)> points)
    {
        var sorted = points.Distinct().Order().ToArray();
        return sorted.Length < 3 ? sorted : [.. Chain(sorted), .. Chain([.. sorted.Reverse()])];
    }

    // One side, without its last point, which begins the other side.
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

        chain.RemoveAt(chain.Count - 1);
        return chain;
    }

    private static double Turn((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) =>
        ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
