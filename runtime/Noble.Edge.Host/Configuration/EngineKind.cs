namespace Noble.Edge.Host;

/// <summary>Which engine evaluates the operator.</summary>
internal enum EngineKind
{
    /// <summary>Plain C#, vectorised, float32; needs no library.</summary>
    Simd,

    /// <summary>ONNX Runtime, on TensorRT, CUDA or its CPU kernels.</summary>
    Onnx,

    /// <summary>The equations in float64, one value after another; for comparison.</summary>
    Reference,
}
