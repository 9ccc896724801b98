namespace Noble.Edge.Operator;

/// <summary>
/// A type-1 and type-2 non-uniform Fourier transform with fixed geometry: the samples of the long axis are spread onto a
/// short uniform grid (and gathered from it) with a Kaiser-Bessel window, so that the transform itself is short.
/// </summary>
internal static class ShortGrid
{
    /// <summary>The least oversampling: points of the grid over the 2 M - 1 that hold M modes.</summary>
    public const double LeastOversampling = 2.1;

    /// <summary>The fewest points that a grid for this many modes and this window may have.</summary>
    public static int LeastPoints(int modes, int windowWidth) =>
        Math.Max((int)Math.Ceiling(LeastOversampling * ((2 * modes) - 1)), 2 * windowWidth);

    /// <summary>
    /// The window at every place, shape [window group, point, slot, lane]: the weight between a sample and the points from its
    /// cell on. Zero where the place is padding.
    /// </summary>
    /// <remarks>
    /// Point j of cell g is the grid point g + j, taken to lie at g + j - w/2 + 1, half the window to the left. That
    /// shift multiplies mode m by a phase on the way down and by its inverse on the way up.
    /// </remarks>
    public static float[] WindowTable(TimeLayout layout, int modes)
    {
        KaiserBessel window = Window(layout, modes);
        int width = layout.WindowWidth;
        float[] table = new float[layout.WindowGroups * width * layout.GroupFloats];
        for (int group = 0; group < layout.WindowGroups; group++)
        {
            for (int slot = 0; slot < layout.Slots; slot++)
            {
                for (int lane = 0; lane < layout.Lanes; lane++)
                {
                    long sample = layout.Sample(group, slot, lane);
                    for (int point = 0; sample >= 0 && point < width; point++)
                    {
                        double inCell = (double)(sample * layout.GridPoints % layout.Length) / layout.Length;
                        int at = (((((group * width) + point) * layout.Slots) + slot) * layout.Lanes) + lane;
                        table[at] = (float)window.Value(inCell + (0.5 * width) - 1 - point);
                    }
                }
            }
        }

        return table;
    }

    /// <summary>
    /// What each mode is multiplied with between the two transforms, shape [M]: one over the window's transform for
    /// spreading and once more for gathering, 1/L of the forward transform, and 2 for the conjugate of every mode but zero.
    /// </summary>
    public static double[] ModeScale(TimeLayout layout, int modes)
    {
        KaiserBessel? window = layout.IsDirect ? null : Window(layout, modes);
        double[] scale = new double[modes];
        for (int m = 0; m < modes; m++)
        {
            double transform = window?.Transform((double)m / layout.GridPoints) ?? 1;
            scale[m] = (m == 0 ? 1 : 2) / (layout.Length * transform * transform);
        }

        return scale;
    }

    private static KaiserBessel Window(TimeLayout layout, int modes) =>
        new(layout.WindowWidth, (double)layout.GridPoints / ((2 * modes) - 1));
}
