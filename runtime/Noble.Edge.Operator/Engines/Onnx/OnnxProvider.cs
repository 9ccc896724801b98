namespace Noble.Edge.Operator;

/// <summary>What evaluates an ONNX graph: an execution provider of ONNX Runtime.</summary>
public enum OnnxProvider
{
    /// <summary>NVIDIA TensorRT: the graph is compiled into an engine for the very GPU.</summary>
    TensorRt,

    /// <summary>NVIDIA CUDA: ready-made kernels.</summary>
    Cuda,

    /// <summary>ONNX Runtime's own CPU kernels; in every build of it.</summary>
    Cpu,
}
