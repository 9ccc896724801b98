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

    /// <summary>|V - V_float32| / |V_float32| of the voltage over the traces that it was measured on, against the reference engine [1].</summary>
    public double? RelativeL2 { get; init; }
}
