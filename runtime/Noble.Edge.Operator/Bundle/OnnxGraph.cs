namespace Noble.Edge.Operator;

/// <summary>
/// An ONNX graph in a model's folder: input <c>input</c>, float32, shape [batch, C, L] (embedded, without the grid channel); output
/// <c>voltage</c>, float32, shape [batch, 1, L], in the network's unit; batch is dynamic, L is the model's grid.
/// </summary>
public sealed record OnnxGraph
{
    /// <summary>Names of a graph's input and output.</summary>
    public const string InputName = "input", OutputName = "voltage";

    /// <summary>File in the model's folder.</summary>
    public required string File { get; init; }

    /// <summary>Its arithmetic.</summary>
    public required OnnxPrecision Precision { get; init; }

    /// <summary>How its spectral layers are written.</summary>
    public required OnnxForm Form { get; init; }

    /// <summary>Version of the default operator set.</summary>
    public required int Opset { get; init; }

    /// <summary>
    /// Relative error over the traces that it was measured on [1]. Of <see cref="OnnxPrecision.Fp32"/>: of the network's output, against the float64
    /// reference engine. Of the others: of the voltage in mV, against the float32 graph, the mean over traces.
    /// </summary>
    public double? RelativeL2 { get; init; }

    /// <summary>Time for one trace on one thread of ONNX Runtime's CPU provider, on the machine that wrote it [ms].</summary>
    public double? MillisecondsPerTrace { get; init; }

    /// <summary>Sum of |n - n_float32| over the sum of n_float32 of the spikes, over held-out currents [%]; null for float32.</summary>
    public double? SpikeCountErrorPercent { get; init; }

    /// <summary>Spikes of the float32 graph with one within 1 ms, over held-out currents [%]; null for float32.</summary>
    public double? SpikesWithinOneMillisecondPercent { get; init; }

    /// <summary>Median distance in time of those pairs [ms]; null for float32.</summary>
    public double? SpikeTimeErrorMilliseconds { get; init; }

    /// <summary>Products that a measured search left in float32, by their names in the graph; null for float32.</summary>
    public string[]? KeptInFloat32 { get; init; }
}
