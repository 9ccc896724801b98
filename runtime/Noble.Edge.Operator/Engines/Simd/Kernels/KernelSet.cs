namespace Noble.Edge.Operator;

/// <summary>
/// The inner loops of the engine at one vector width. <see cref="VectorKernels{TLanes, TVector}"/> is written in vectors,
/// <see cref="ScalarKernels"/> is its scalar twin.
/// </summary>
/// <remarks>Hot path: no allocation, no checks; every buffer is 64-byte aligned and padded to whole vectors.</remarks>
internal abstract class KernelSet
{
    /// <summary>Lanes of a vector.</summary>
    public abstract int Lanes { get; }

    /// <summary>Vectors of a row that <see cref="Dense"/> works on at once.</summary>
    public abstract int MostVectors { get; }

    /// <summary>For a log line: "256-bit".</summary>
    public abstract string Name { get; }

    /// <summary>A dense product, see <see cref="DenseCall"/>.</summary>
    public abstract void Dense(in DenseCall call);

    /// <summary>gelu in place over a whole number of vectors.</summary>
    public abstract unsafe void Gelu(float* values, nint count);

    /// <summary>Spreads a group of cells onto the short grid, see <see cref="SpreadCall"/>.</summary>
    public abstract void Spread(in SpreadCall call);

    /// <summary>Multiplies the modes with their matrices, see <see cref="MixCall"/>.</summary>
    public abstract void Mix(in MixCall call);
}
