namespace Noble.Edge.Operator;

/// <summary>
/// The real Fourier transform of G = A x B points restricted to M modes, and back, as small dense products with channels
/// in the lanes. Immutable; <see cref="FactoredTransform.Run"/> works in buffers of the caller.
/// </summary>
/// <remarks>
/// With g = B a + b and mode m, k = m mod A:
/// X[m] = sum_b exp(-2 pi i m b / G) T[k, b], T[k, b] = sum_a x[B a + b] exp(-2 pi i k a / A).
/// x is real, so T[A - k] is the conjugate of T[k] and only k up to A/2 is computed: A real rows of B points. The modes
/// that share a k form a class; the twiddle factor is part of its matrix. The way back is the transpose.
/// </remarks>
internal sealed unsafe partial class FactoredTransform
{
    private readonly int _stride; // floats from a row to the next
    private readonly int _vectors; // vectors that a row needs
    private readonly int _rowVectors; // vectors that B rows need
    private readonly DenseWeights _columnsForward; // [A, A], x rows to T rows
    private readonly DenseWeights _columnsInverse; // [A, A], T rows to x rows
    private readonly ModeClass[] _classes;

    private readonly record struct ModeClass(int FirstRow, int Rows, int ModeRow, DenseWeights Forward, DenseWeights Inverse);

    /// <param name="arena">Owner of the matrices.</param>
    /// <param name="factors">A and B.</param>
    /// <param name="modes">Kept modes, M, below the Nyquist mode.</param>
    /// <param name="stride">Distance between the rows of all buffers, at least the channels; need not be whole vectors.</param>
    /// <param name="lanes">Lanes of the kernels.</param>
    public FactoredTransform(AlignedArena arena, TransformFactors factors, int modes, int stride, int lanes)
    {
        Factors = factors;
        _stride = stride;
        _vectors = (stride + lanes - 1) / lanes;
        _rowVectors = ((factors.Rows * stride) + lanes - 1) / lanes;
        (_columnsForward, _columnsInverse) = ColumnMatrices(arena, factors.Columns);
        ModeRows = new int[modes];
        _classes = new ModeClass[(factors.Columns / 2) + 1];
        int modeRow = 0;
        for (int k = 0; k < _classes.Length; k++)
        {
            int[] members = [.. Enumerable.Range(0, modes).Where(m => m % factors.Columns == k || (factors.Columns - (m % factors.Columns)) == k)];
            for (int i = 0; i < members.Length; i++)
            {
                ModeRows[members[i]] = modeRow + (2 * i);
            }

            bool real = k == 0 || 2 * k == factors.Columns; // no imaginary row
            (DenseWeights forward, DenseWeights inverse) = ClassMatrices(arena, factors, members, k, real);
            _classes[k] = new ModeClass(k == 0 ? 0 : (2 * k) - 1, real ? 1 : 2, modeRow, forward, inverse);
            modeRow += forward.Rows;
        }

        ModeBufferRows = modeRow + 1;
    }

    public TransformFactors Factors { get; }

    /// <summary>The row of the mode buffer with the real part of each mode, shape [M]; the imaginary part is the next row.</summary>
    public int[] ModeRows { get; }

    /// <summary>Rows of the mode buffer, with room behind for what the last row's vectors have too much.</summary>
    public int ModeBufferRows { get; }

    /// <summary>Rows of the points buffer: G, and room behind for the padding of the last block.</summary>
    public int PointBufferRows => (_columnsInverse.Rows + 4) * Factors.Rows;

    /// <summary>Rows of the buffer between the two stages.</summary>
    public int MiddleBufferRows => ((_columnsForward.Rows + 4) * Factors.Rows) + 4;

    /// <summary>Points to modes.</summary>
    /// <param name="kernels">The kernels whose lane count this transform was built for.</param>
    /// <param name="points">Input, shape [G, stride].</param>
    /// <param name="middle">Scratch, shape [<see cref="MiddleBufferRows"/>, stride].</param>
    /// <param name="modes">Output, shape [<see cref="ModeBufferRows"/>, stride].</param>
    public void Forward(KernelSet kernels, float* points, float* middle, float* modes)
    {
        nint row = (nint)Factors.Rows * _stride;
        kernels.Dense(_columnsForward.Call(points, row, middle, row, _rowVectors));
        foreach (ref readonly ModeClass modeClass in _classes.AsSpan())
        {
            float* from = middle + (modeClass.FirstRow * row);
            float* to = modes + ((nint)modeClass.ModeRow * _stride);
            kernels.Dense(modeClass.Forward.Call(from, _stride, to, _stride, _vectors));
        }
    }

    /// <summary>Modes to points; the buffers as in <see cref="Forward"/>, the points in <see cref="PointBufferRows"/> rows.</summary>
    public void Inverse(KernelSet kernels, float* modes, float* middle, float* points)
    {
        nint row = (nint)Factors.Rows * _stride;

        // Padding rows of a class run over into the next, which is written after it.
        foreach (ref readonly ModeClass modeClass in _classes.AsSpan())
        {
            float* from = modes + ((nint)modeClass.ModeRow * _stride);
            float* to = middle + (modeClass.FirstRow * row);
            kernels.Dense(modeClass.Inverse.Call(from, _stride, to, _stride, _vectors));
        }

        kernels.Dense(_columnsInverse.Call(middle, row, points, row, _rowVectors));
    }
}
