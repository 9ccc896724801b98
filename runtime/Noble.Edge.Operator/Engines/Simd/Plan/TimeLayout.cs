namespace Noble.Edge.Operator;

/// <summary>
/// Where the samples of the time axis lie in memory. A group is what the kernels work on at once: some slots of one
/// vector each. On a short grid a lane is a grid cell and its slots are the samples inside it, so that all slots of a
/// group meet the same few grid points; in the direct form (no short grid) the samples lie in their own order.
/// </summary>
internal sealed class TimeLayout
{
    private readonly int[] _first; // [group, lane], the sample in slot 0
    private readonly int[] _end; // [group, lane], behind the last sample
    private readonly int _step; // samples from one slot to the next

    private TimeLayout(int length, int gridPoints, int windowWidth, int lanes, int groups, int slots, int step)
    {
        Length = length;
        GridPoints = gridPoints;
        WindowWidth = windowWidth;
        Lanes = lanes;
        Groups = groups;
        Slots = slots;
        _step = step;

        // Cells repeat after G / gcd(G, L); groups do where they hold whole cells only.
        long period = gridPoints / Gcd(gridPoints, length);
        long periodGroups = period / Gcd(period, lanes);
        WindowGroups = gridPoints % lanes == 0 ? (int)Math.Min(periodGroups, groups) : groups;
        _first = new int[groups * lanes];
        _end = new int[groups * lanes];
    }

    /// <summary>Samples of the time axis, L.</summary>
    public int Length { get; }

    /// <summary>Points of the Fourier transform, G: those of the short grid, or L in the direct form.</summary>
    public int GridPoints { get; }

    /// <summary>Grid points over which a sample is spread, 0 in the direct form.</summary>
    public int WindowWidth { get; }

    public bool IsDirect => WindowWidth == 0;

    /// <summary>Lanes of a vector, W.</summary>
    public int Lanes { get; }

    public int Groups { get; }

    /// <summary>Vectors in a group.</summary>
    public int Slots { get; }

    /// <summary>The sample in the first slot of each lane, shape [group, lane]; L or more where a lane holds none.</summary>
    public ReadOnlySpan<int> FirstSamples => _first;

    /// <summary>
    /// Groups after which the places of the samples inside their cells repeat. G and L with a common factor make it less
    /// than <see cref="Groups"/>, and the window smaller, which leaves more of the second-level cache to the state.
    /// </summary>
    public int WindowGroups { get; }

    /// <summary>Floats of one channel of a group.</summary>
    public int GroupFloats => Slots * Lanes;

    /// <summary>The samples in cells of a grid of <paramref name="gridPoints"/> points, at most L: cell g holds every t with floor(t G / L) = g.</summary>
    public static TimeLayout OnShortGrid(int length, int gridPoints, int windowWidth, int lanes)
    {
        int slots = (length + gridPoints - 1) / gridPoints;
        int groups = (gridPoints + lanes - 1) / lanes;
        var layout = new TimeLayout(length, gridPoints, windowWidth, lanes, groups, slots, step: 1);
        for (int cell = 0; cell < groups * lanes; cell++)
        {
            layout._first[cell] = FirstSample(Math.Min(cell, gridPoints));
            layout._end[cell] = FirstSample(Math.Min(cell + 1, gridPoints));
        }

        return layout;

        int FirstSample(int cell) => (int)((((long)cell * length) + gridPoints - 1) / gridPoints);
    }

    /// <summary>The samples in their own order.</summary>
    public static TimeLayout Direct(int length, int lanes)
    {
        // Three to eight vectors a group, whichever leaves the fewest of them unused.
        int vectors = (length + lanes - 1) / lanes;
        int slots = Enumerable.Range(3, 6).MinBy(n => ((vectors + n - 1) / n * n, -n));
        int groups = (vectors + slots - 1) / slots;
        var layout = new TimeLayout(length, length, 0, lanes, groups, slots, step: lanes);
        for (int i = 0; i < groups * lanes; i++)
        {
            layout._first[i] = (i / lanes * slots * lanes) + (i % lanes);
            layout._end[i] = length;
        }

        return layout;
    }

    /// <summary>The sample at a place, or -1 where the place is padding.</summary>
    public int Sample(int group, int slot, int lane)
    {
        int sample = _first[(group * Lanes) + lane] + (slot * _step);
        return sample < _end[(group * Lanes) + lane] ? sample : -1;
    }

    /// <summary>The channel that the network appends to its input, i / L, at each place, shape [group, slot, lane].</summary>
    public float[] GridValues()
    {
        float[] values = new float[Groups * GroupFloats];
        for (int i = 0; i < values.Length; i++)
        {
            int sample = Sample(i / GroupFloats, i / Lanes % Slots, i % Lanes);
            values[i] = (float)Math.Max(sample, 0) / Length;
        }

        return values;
    }

    private static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);
}
