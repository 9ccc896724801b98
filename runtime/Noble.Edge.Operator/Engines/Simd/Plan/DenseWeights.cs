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
        Outputs = outputs;
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

    private DenseWeights(AlignedArena arena, DenseWeights all, ReadOnlySpan<int> inputs)
    {
        Inputs = inputs.Length;
        Outputs = all.Outputs;
        Weights = arena.Allocate((long)Blocks * Inputs * 4);
        Bias = all.Bias;
        for (int i = 0; i < Blocks * Inputs * 4; i++)
        {
            int block = i / 4 / Inputs;
            Weights[i] = all.Weights[(((block * all.Inputs) + inputs[i / 4 % Inputs]) * 4) + (i % 4)];
        }
    }

    /// <summary>Shape [<see cref="Blocks"/>, <see cref="Inputs"/>, 4].</summary>
    public float* Weights { get; }

    /// <summary>Shape [4 <see cref="Blocks"/>].</summary>
    public float* Bias { get; }

    public int Inputs { get; }

    /// <summary>Rows of the matrix.</summary>
    public int Outputs { get; }

    /// <summary>Output rows in fours.</summary>
    public int Blocks => (Outputs + 3) / 4;

    /// <summary>Output rows with their padding.</summary>
    public int Rows => 4 * Blocks;

    /// <summary>The map of some of the inputs, in the order of <paramref name="inputs"/>.</summary>
    public DenseWeights WithInputs(AlignedArena arena, ReadOnlySpan<int> inputs) => new(arena, this, inputs);

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
