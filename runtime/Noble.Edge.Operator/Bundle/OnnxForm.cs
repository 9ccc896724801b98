namespace Noble.Edge.Operator;

/// <summary>How the spectral layers of an ONNX graph are written; both are real matrix products, without a DFT operator.</summary>
public enum OnnxForm
{
    /// <summary>Two real matrix products over the whole time axis, one each way.</summary>
    Plain,

    /// <summary>A strided convolution to a short grid, small real DFT matrices, and the transposed convolution back.</summary>
    ShortGrid,
}
