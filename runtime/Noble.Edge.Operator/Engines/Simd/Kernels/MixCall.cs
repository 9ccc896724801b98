namespace Noble.Edge.Operator;

/// <summary>
/// The product of every kept mode with its matrix: Y[m, o] = sum_i X[m, i] W[m, i, o], complex, real and imaginary parts
/// in rows of their own.
/// </summary>
internal unsafe struct MixCall
{
    /// <summary>W, shape [<see cref="Modes"/>, <see cref="Channels"/>, 2, <see cref="Stride"/>]: real row, imaginary row.</summary>
    public float* Weights;
    public int Modes;
    public int Channels;

    /// <summary>The row of X and Y with a mode's real part; its imaginary part is the next. Shape [<see cref="Modes"/>].</summary>
    public int* Rows;

    /// <summary>Rows of <see cref="Stride"/> floats.</summary>
    public float* X;

    /// <summary>Rows of <see cref="Stride"/> floats.</summary>
    public float* Y;

    /// <summary>Channels rounded up to whole vectors.</summary>
    public int Stride;
}
