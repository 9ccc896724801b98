namespace Noble.Edge.Operator;

/// <summary>A matrix and a bias as the dense kernel wants them: rows in fours side by side, padded with zero rows.</summary>
internal sealed unsafe class DenseWeights
{
    /// <param name="arena">Owner of the memory.</param>
    /// <param name="weight">The matrix, shape [outputs, inputs].</param>
    /// <param name="bias">The bias, shape [outputs]; empty for none.</param>
    /// <param name="inputs">Columns of the matrix.</param>
    public DenseWeights(AlignedArena arena, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int outputs, int inputs)
    {
        Inputs = inputs;
        Blocks = (outputs + 3) / 4;
        Weights = arena.Allocate((long)Blocks * inputs * 4);
        Bias = arena.Allocate(Blocks * 4);
        bias.CopyTo(new Span<float>(Bias, bias.Length));
        for (int output = 0; output < outputs; output++)
        {
            for (int input = 0; input < inputs; input++)
            {
                Weights[(((output / 4 * inputs) + input) * 4) + (output % 4)] = weight[(output * inputs) + input];
            }
        }
    }

    /// <summary>Shape [<see cref="Blocks"/>, <see cref="Inputs"/>, 4].</summary>
    public float* Weights { get; }

    /// <summary>Shape [4 <see cref="Blocks"/>].</summary>
    public float* Bias { get; }

    public int Inputs { get; }

    public int Blocks { get; }

    /// <summary>Output rows with their padding.</summary>
    public int Rows => 4 * Blocks;

    /// <summary>A call of the dense kernel without the optional terms.</summary>
    public DenseCall Call(float* x, nint xStride, float* y, nint yStride, int vectors) => new()
    {
        Weights = Weights,
        Bias = Bias,
        Inputs = Inputs,
        Blocks = Blocks,
        X = x,
        XStride = xStride,
        Y = y,
        YStride = yStride,
        Vectors = vectors,
    };
}
