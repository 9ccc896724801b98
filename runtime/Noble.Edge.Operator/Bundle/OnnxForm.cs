namespace Noble.Edge.Operator;

/// <summary>How the spectral layers of an ONNX graph are written; both are real matrix products, without a DFT operator.</summary>
public enum OnnxForm
{
    /// <summary>Two real matrix products over the whole time axis, one each way.</summary>
    Plain,

    /// <summary>
    /// Each block of samples onto a few functions (a convolution whose stride is its width), a small real product from those to the modes, and
    /// both transposed on the way back.
    /// </summary>
    ShortGrid,
}
