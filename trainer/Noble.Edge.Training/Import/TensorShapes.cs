namespace Noble.Edge.Training;

/// <summary>Arithmetic and text of tensor shapes.</summary>
internal static class TensorShapes
{
    /// <summary>The shape as text, "(24, 24, 129)".</summary>
    public static string Text(ReadOnlySpan<int> shape) => $"({string.Join(", ", shape.ToArray())})";

    /// <summary>Strides of a tensor in C order, the last axis contiguous. [elements]</summary>
    public static int[] Contiguous(ReadOnlySpan<int> shape)
    {
        var strides = new int[shape.Length];
        var stride = 1;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Math.Max(shape[axis], 1);
        }

        return strides;
    }
}
