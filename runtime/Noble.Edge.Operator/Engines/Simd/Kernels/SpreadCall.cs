namespace Noble.Edge.Operator;

/// <summary>
/// The transpose of interpolation for one group of cells: Out[c, e] += sum_j sum_n X[c, n, e - j] Window[j, n, e - j] for
/// the lanes e - j of the group; what falls behind the group's lanes is carried to the next group.
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
    /// Between calls all zero but for its data: shape [4 <see cref="Blocks"/>, <see cref="Points"/>, 1 + carried vectors],
    /// then the carried vectors once more; the data is the last vector of each.
    /// </summary>
    public float* Scratch;

    /// <summary>What earlier groups left for this one and its followers, shape [4 <see cref="Blocks"/>, carried vectors].</summary>
    public float* Carry;

    /// <summary>One vector per channel; overwritten.</summary>
    public float* Out;
    public nint OutStride;

    /// <summary>Vectors that a group's sums reach behind its own: (points - 1) / lanes rounded up.</summary>
    public static int CarriedVectors(int points, int lanes) => (points - 1 + lanes - 1) / lanes;

    /// <summary>Floats of <see cref="Scratch"/>.</summary>
    public static int ScratchLength(int channels, int points, int lanes)
    {
        int carried = CarriedVectors(points, lanes);
        return ((channels * points * (1 + carried)) + carried) * lanes;
    }
}
