namespace Noble.Edge.Operator;

#pragma warning disable CA1720 // The field calls these precisions by these names.
/// <summary>The arithmetic of an ONNX graph; input and output are float32 in all of them.</summary>
public enum OnnxPrecision
{
    /// <summary>float32 throughout.</summary>
    Fp32,

    /// <summary>float16, with float32 where a measured search found that spikes need it.</summary>
    Fp16,

    /// <summary>Explicit QuantizeLinear and DequantizeLinear around what is int8, the rest in float32.</summary>
    Int8,
}
