namespace Noble.Edge.Operator;

/// <summary>Chooses the short grid, or the direct form, that evaluates a network in the fewest multiply-adds.</summary>
internal static class LayoutChoice
{
    // Beyond this much more than the least grid a better fit never pays for the longer transform.
    private const double LargestExcess = 1.4;

    // A gelu costs about as much as this many multiply-adds.
    private const int GeluCost = 14;

    // Reading a float of the window from the second-level cache costs about as much as this many multiply-adds.
    private const int WindowCost = 3;

    public static TimeLayout Best(NetworkShape shape, int length, int windowWidth, int lanes)
    {
        TimeLayout best = TimeLayout.Direct(length, lanes);
        int least = ShortGrid.LeastPoints(shape.Modes, windowWidth);
        for (int points = least; points <= least * LargestExcess && points < length; points++)
        {
            TimeLayout layout = TimeLayout.OnShortGrid(length, points, windowWidth, lanes);
            if (Cost(shape, layout) < Cost(shape, best))
            {
                best = layout;
            }
        }

        return best;
    }

    // Multiply-adds of one Fourier layer, in lanes that do work or might have.
    private static long Cost(NetworkShape shape, TimeLayout layout)
    {
        long hidden = shape.HiddenChannels;
        long places = (long)layout.Groups * layout.GroupFloats;
        long pointwise = (hidden * hidden) + (2 * hidden * shape.ChannelMlpChannels) + (((2 * hidden) + shape.ChannelMlpChannels) * GeluCost);
        long spread = 2 * hidden * layout.WindowWidth;
        long transform = 2 * TransformFactors.Best(layout.GridPoints, shape.Modes).Cost(shape.Modes);
        long window = (long)layout.WindowGroups * layout.GroupFloats * layout.WindowWidth * WindowCost;
        long channels = (hidden + layout.Lanes - 1) / layout.Lanes * layout.Lanes;
        return (places * (pointwise + spread)) + window + (transform * channels);
    }
}
