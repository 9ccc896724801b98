namespace Noble.Edge.Operator;

/// <summary>Takes float32 tensors out of a model's file and checks them.</summary>
internal static class ModelTensors
{
    /// <exception cref="ModelFileException">The tensor is missing, of another shape or element type, or not finite.</exception>
    public static TensorData Take(string name, int[] axes, IReadOnlyDictionary<string, TensorData> tensors, string source)
    {
        string expected = $"float32 of shape {ArrayShape.Text(axes)}";
        if (!tensors.TryGetValue(name, out TensorData? tensor))
        {
            throw new ModelFileException(source, name, expected, "no such tensor");
        }

        if (tensor.Element != ArrayElement.F32)
        {
            throw new ModelFileException(source, name, expected, $"element type {tensor.Element}");
        }

        if (!tensor.Shape.SequenceEqual(axes))
        {
            throw new ModelFileException(source, name, expected, $"shape {tensor.ShapeText}");
        }

        int index = FirstNotFinite(tensor.As<float>());
        return index < 0
            ? tensor
            : throw new ModelFileException(source, name, "finite weights", $"{tensor.As<float>()[index]} at element {index}");
    }

    /// <exception cref="ModelFileException">The file has a tensor that was not taken.</exception>
    public static void RefuseOthers(IReadOnlyDictionary<string, TensorData> taken, IReadOnlyDictionary<string, TensorData> tensors, string source)
    {
        foreach ((string name, TensorData tensor) in tensors)
        {
            if (!taken.ContainsKey(name))
            {
                throw new ModelFileException(source, name, "only the network's own tensors", $"an extra tensor of shape {tensor.ShapeText}");
            }
        }
    }

    private static int FirstNotFinite(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
