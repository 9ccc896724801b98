namespace Noble.Edge.Operator;

/// <summary>
/// The first map of the lifting for inputs of which some are constant over the trace: those are multiplied once a trace,
/// into the bias, and only the others are brought into groups and multiplied sample by sample.
/// </summary>
internal sealed unsafe class LiftingInput
{
    private readonly DenseWeights _all;
    private readonly int _length;
    private readonly int[] _constant; // channels

    /// <param name="arena">Owner of the memory.</param>
    /// <param name="plan">The network.</param>
    /// <param name="isConstant">Whether each input channel is constant, shape [C]; empty where none is.</param>
    public LiftingInput(AlignedArena arena, SimdPlan plan, ReadOnlySpan<bool> isConstant)
    {
        _all = plan.Lifting0;
        _length = plan.Layout.Length;
        int grid = plan.Shape.InputChannels; // the last input, which the network appends
        bool[] constant = isConstant.IsEmpty ? new bool[grid] : isConstant.ToArray();
        int[] channels = [.. Enumerable.Range(0, grid)];
        Varying = [.. channels.Where(channel => !constant[channel])];
        _constant = [.. channels.Where(channel => constant[channel])];
        Bias = arena.Copy(new ReadOnlySpan<float>(_all.Bias, _all.Rows));
        Weights = _constant.Length == 0 ? _all : _all.WithInputs(arena, [.. Varying, grid]);
    }

    /// <summary>Input channels that change over the trace; their rows of the tile come in this order, the grid channel last.</summary>
    public int[] Varying { get; }

    /// <summary>The map of the varying inputs and the grid channel.</summary>
    public DenseWeights Weights { get; }

    /// <summary>The bias of the trace under way, shape [lifting channels in fours].</summary>
    public float* Bias { get; }

    /// <summary>Takes the constants of a trace and clears what its rows hold behind L.</summary>
    /// <param name="input">Shape [C, <paramref name="stride"/>].</param>
    /// <param name="stride">Distance between rows.</param>
    public void Prepare(float* input, int stride)
    {
        // Places of padding read behind L, and a NaN times a weight of zero is NaN.
        foreach (int channel in Varying)
        {
            new Span<float>(input + ((nint)channel * stride) + _length, stride - _length).Clear();
        }

        for (int row = 0; row < _all.Rows; row++)
        {
            float* weights = _all.Weights + ((nint)(row / 4) * _all.Inputs * 4) + (row % 4);
            double sum = _all.Bias[row];
            foreach (int channel in _constant)
            {
                sum += (double)weights[4 * channel] * input[(nint)channel * stride];
            }

            Bias[row] = (float)sum;
        }
    }
}
