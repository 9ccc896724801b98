using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Noble.Edge.Operator;

/// <summary>Whether a graph has the input and the output that <see cref="OnnxGraph"/> promises.</summary>
internal static class OnnxGraphContract
{
    /// <exception cref="ModelFileException">A tensor is missing, not in the contract, or of another type or shape.</exception>
    public static void Check(string path, InferenceSession session, int channels, int length)
    {
        CheckSide(path, "input", session.InputMetadata, OnnxGraph.InputName, channels, length);
        CheckSide(path, "output", session.OutputMetadata, OnnxGraph.OutputName, 1, length);
    }

    private static void CheckSide(string path, string side, IReadOnlyDictionary<string, NodeMetadata> tensors, string name, int rows, int length)
    {
        string expected = $"float32 [batch, {rows}, {length}], batch dynamic";
        if (tensors.Count != 1 || !tensors.TryGetValue(name, out NodeMetadata? tensor))
        {
            throw new ModelFileException(path, side, $"one, '{name}', {expected}", tensors.Count == 0 ? "none" : string.Join(", ", tensors.Keys.Select(key => $"'{key}'")));
        }

        if (!tensor.IsTensor || tensor.ElementDataType != TensorElementType.Float || tensor.Dimensions is not [< 0, var foundRows, var foundLength] || foundRows != rows || foundLength != length)
        {
            throw new ModelFileException(path, $"{side} '{name}'", expected, Text(tensor));
        }
    }

    private static string Text(NodeMetadata tensor)
    {
        if (!tensor.IsTensor)
        {
            return tensor.OnnxValueType.ToString();
        }

        string element = tensor.ElementDataType == TensorElementType.Float ? "float32" : tensor.ElementDataType.ToString().ToLowerInvariant();
        return $"{element} [{string.Join(", ", tensor.Dimensions.Select(size => size < 0 ? "dynamic" : size.ToString(System.Globalization.CultureInfo.InvariantCulture)))}]";
    }
}
