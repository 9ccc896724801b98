namespace Noble.Edge.Operator;

/// <summary>
/// One dense product, the work of nearly every kernel call: Y[o, v] = bias[o] + sum_i W[o, i] X[i, v], plus two optional
/// terms. v counts vectors of W lanes; rows are addressed by a stride, in floats.
/// </summary>
internal unsafe struct DenseCall
{
    /// <summary>W, shape [<see cref="Blocks"/>, <see cref="Inputs"/>, 4]: four output rows side by side.</summary>
    public float* Weights;

    /// <summary>Bias, shape [4 <see cref="Blocks"/>].</summary>
    public float* Bias;

    public int Inputs;

    /// <summary>Output rows in fours; Y has room for all of them.</summary>
    public int Blocks;

    /// <summary>Input rows, shape [<see cref="Inputs"/>, <see cref="Vectors"/> x lanes].</summary>
    public float* X;
    public nint XStride;

    /// <summary>
    /// Output rows, shape [4 <see cref="Blocks"/>, <see cref="Vectors"/> x lanes]; not X. The last vectors of all rows are
    /// stored before the first ones and a row's before the next row's, so that where <see cref="YStride"/> is less than the
    /// vectors hold, a row is whole at the end and what its last vector has too much lies behind the last row only.
    /// </summary>
    public float* Y;
    public nint YStride;

    /// <summary>Vectors in a row.</summary>
    public int Vectors;

    /// <summary>Whether only the first row is computed, without the optional terms.</summary>
    public bool IsSingleRow;

    /// <summary>
    /// Optional interpolation: adds sum_j Grid[o, j .. j + lanes) Window[j, v]; a lane's grid points begin one behind its
    /// left neighbour's. Grid rows may be unaligned. Null for none.
    /// </summary>
    public float* Grid;
    public nint GridStride;
    public float* Window;
    public nint WindowStride;

    /// <summary>Grid points of a lane.</summary>
    public int Points;

    /// <summary>Optional gate: adds Gate[o] GateX[o, v]; GateX may be Y. Null for none.</summary>
    public float* Gate;
    public float* GateX;
    public nint GateXStride;
}
