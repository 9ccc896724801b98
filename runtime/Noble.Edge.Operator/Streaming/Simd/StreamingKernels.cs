namespace Noble.Edge.Operator;

/// <summary>The parts of a streaming step that are no dense product, at one vector width; the scalar twin is <see cref="StreamingReference"/>.</summary>
/// <remarks>Hot path: no allocation, no checks; every buffer is 64-byte aligned and padded to whole vectors.</remarks>
internal abstract unsafe class StreamingKernels
{
    /// <summary>Own filters that are summed together.</summary>
    public const int FiltersAtATime = 4;

    /// <summary>The dense product of this width.</summary>
    public abstract KernelSet Dense { get; }

    /// <summary>Lets integrators and traces leak and take the current or the conductance, and time pass since the last spike.</summary>
    public abstract void Advance(in StreamingTile tile, StreamingCoefficients coefficients);

    /// <summary>The network's input, shape [input, lane].</summary>
    public abstract void Read(in StreamingTile tile, int inputs, float* input);

    /// <summary>Own filters of the network's input, which follow it, shape [filter, lane].</summary>
    public abstract void Filter(in StreamingTile tile, int inputs, int filters, float* input);

    /// <summary>Gain, shift and hard swish of a hidden layer, in place.</summary>
    /// <param name="values">Sums, shape [row, lane].</param>
    /// <param name="modulation">Its part of <see cref="StreamingTile.Modulation"/>.</param>
    /// <param name="rows">Outputs of the layer.</param>
    /// <param name="vectors">Vectors of a row.</param>
    public abstract void Activate(float* values, float* modulation, int rows, int vectors);

    /// <summary>Voltage, hazard and next spike from the sums of the two outputs, shape [2, lane].</summary>
    public abstract void Finish(in StreamingTile tile, float* outputs, float* modulation, StreamingCoefficients coefficients, bool leaks);
}
