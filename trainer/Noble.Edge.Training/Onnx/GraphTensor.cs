using Onnx;

namespace Noble.Edge.Training;

/// <summary>A tensor of an ONNX graph that is being written.</summary>
/// <param name="Name">Its name, unique in the graph.</param>
/// <param name="Element">Its element type.</param>
internal readonly record struct GraphTensor(string Name, TensorProto.Types.DataType Element)
{
    /// <summary>The wider of two floating-point types: what a sum of both is computed in.</summary>
    public static TensorProto.Types.DataType Wider(TensorProto.Types.DataType a, TensorProto.Types.DataType b) =>
        a == TensorProto.Types.DataType.Float || b == TensorProto.Types.DataType.Float ? TensorProto.Types.DataType.Float : TensorProto.Types.DataType.Float16;
}
