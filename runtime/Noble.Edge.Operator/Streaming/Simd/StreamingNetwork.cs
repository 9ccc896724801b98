namespace Noble.Edge.Operator;

/// <summary>The network's maps as the dense kernel wants them; shared by all tiles.</summary>
internal sealed class StreamingNetwork
{
    private readonly DenseWeights[] _layers;

    public StreamingNetwork(AlignedArena arena, StreamingWeights weights)
    {
        int[] widths = [weights.Spec.ReadCount(), .. weights.Spec.Hidden, StreamingWeights.OutputCount];
        (Inputs, OwnFilters) = (weights.Spec.InputCount(), weights.Spec.OwnFilters);

        // Sums begin at 0: bias and shift are added to what the gain has multiplied.
        _layers = [.. Enumerable.Range(0, widths.Length - 1).Select(layer => new DenseWeights(arena, weights.Weight(layer), [], widths[layer + 1], widths[layer]))];
        MostRows = Math.Max(Inputs + PaddedFilters, _layers.Max(layer => layer.Rows));
    }

    public int Inputs { get; }

    public int OwnFilters { get; }

    /// <summary>Own filters with those that are summed for nothing, so that the count is a whole number of groups.</summary>
    public int PaddedFilters => (OwnFilters + StreamingKernels.FiltersAtATime - 1) / StreamingKernels.FiltersAtATime * StreamingKernels.FiltersAtATime;

    /// <summary>Rows that a buffer between layers needs.</summary>
    public int MostRows { get; }

    /// <summary>Outputs of all layers, each of which has a gain and a shift.</summary>
    public int ModulatedRows => _layers.Sum(layer => layer.Outputs);

    /// <summary>Evaluates a tile.</summary>
    /// <param name="tile">The tile, whose state has been advanced.</param>
    /// <param name="kernels">The kernels.</param>
    /// <param name="coefficients">Factors of a step.</param>
    /// <param name="leaks">Whether the integrated hazard leaks.</param>
    /// <param name="values">Buffer of <see cref="MostRows"/> rows.</param>
    /// <param name="next">Another one.</param>
    public unsafe void Evaluate(in StreamingTile tile, StreamingKernels kernels, StreamingCoefficients coefficients, bool leaks, float* values, float* next)
    {
        kernels.Read(tile, Inputs, values);
        kernels.Filter(tile, Inputs, OwnFilters, values);
        var modulation = tile.Modulation;
        for (var i = 0; i < _layers.Length; i++)
        {
            var layer = _layers[i];
            kernels.Dense.Dense(layer.Call(values, tile.Lanes, next, tile.Lanes, tile.Vectors));
            if (i == _layers.Length - 1)
            {
                kernels.Finish(tile, next, modulation, coefficients, leaks);
                return;
            }

            kernels.Activate(next, modulation, layer.Outputs, tile.Vectors);
            modulation += 2 * layer.Outputs * tile.Lanes;
            var read = values;
            values = next;
            next = read;
        }
    }
}
