namespace Noble.Edge.Operator;

/// <summary>
/// The transpose of interpolation for one group of cells: Out[c, e] += sum_j sum_n X[c, n, e - j] Window[j, n, e - j] for
/// the lanes e - j of the group. The sums reach behind the group's lanes, into what the next group adds to.
/// </summary>
internal unsafe struct SpreadCall
{
    /// <summary>Values, shape [4 <see cref="Blocks"/>, <see cref="Vectors"/> x lanes].</summary>
    public float* X;
    public nint XStride;

    /// <summary>Channels in fours.</summary>
    public int Blocks;

    /// <summary>Window, shape [<see cref="Points"/>, <see cref="Vectors"/> x lanes], with the stride of X.</summary>
    public float* Window;
    public nint WindowStride;
    public int Points;
    public int Vectors;

    /// <summary>
    /// Between calls all zero but for its data: shape [8, <see cref="Points"/>, reach + 1 vectors], room for two blocks in
    /// turn, then the reach once more; the data is the last vector of each.
    /// </summary>
    public float* Scratch;

    /// <summary>The grid from the group's first point on, 1 + reach vectors per channel; added to.</summary>
    public float* Out;
    public nint OutStride;

    /// <summary>Vectors that a group's sums reach behind its own: (points - 1) / lanes rounded up.</summary>
    public static int ReachVectors(int points, int lanes) => (points - 1 + lanes - 1) / lanes;

    /// <summary>Floats of <see cref="Scratch"/>.</summary>
    public static int ScratchLength(int points, int lanes)
    {
        int reach = ReachVectors(points, lanes);
        return ((8 * points * (1 + reach)) + reach) * lanes;
    }
}
