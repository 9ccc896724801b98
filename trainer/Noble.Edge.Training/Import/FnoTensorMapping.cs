using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>From a checkpoint's tensors to the runtime's: complex weights split, everything float32, every tensor checked and used once.</summary>
internal sealed class FnoTensorMapping
{
    private readonly NeuraloperatorCheckpoint _checkpoint;
    private readonly Dictionary<string, CheckpointTensor> _used = new(StringComparer.Ordinal);

    private FnoTensorMapping(NeuraloperatorCheckpoint checkpoint) => _checkpoint = checkpoint;

    /// <summary>The weights, and how many tensors of each element type they came from.</summary>
    /// <exception cref="CheckpointException">A tensor is missing, extra, of another shape or type, or holds a value that is not finite.</exception>
    public static (FnoWeights Weights, IReadOnlyList<KeyValuePair<CheckpointElement, int>> Elements) Map(NeuraloperatorCheckpoint checkpoint, NetworkShape shape)
    {
        var mapping = new FnoTensorMapping(checkpoint);
        var layout = FnoTensors.Layout(shape);
        var sources = layout.Select(entry => mapping.Find(entry.Key, entry.Value)).ToArray();
        mapping.RefuseExtra();
        var tensors = new Dictionary<string, TensorData>(StringComparer.Ordinal);
        for (var i = 0; i < sources.Length; i++)
        {
            tensors.Add(layout[i].Key, new TensorData(sources[i](), layout[i].Value));
        }

        var elements = mapping._used.Values.GroupBy(tensor => tensor.Element).OrderBy(group => group.Key)
            .Select(group => KeyValuePair.Create(group.Key, group.Count()));
        return (FnoWeights.FromTensors(shape, tensors, checkpoint.File), [.. elements]);
    }

    private Func<float[]> Find(string name, int[] axes)
    {
        if (!FnoTensorNames.IsSpectralPart(name, out var whole, out var isImaginary))
        {
            var tensor = Take(name, axes, element => element.IsReal(), "a floating-point type");
            return tensor.Real;
        }

        string[] forms = [.. new[] { $"{whole}.tensor", whole }.Where(_checkpoint.Tensors.ContainsKey)];
        var isSplit = _checkpoint.Tensors.ContainsKey(whole + FnoTensorNames.RealSuffix) || _checkpoint.Tensors.ContainsKey(whole + FnoTensorNames.ImaginarySuffix);
        if (forms.Length + (isSplit ? 1 : 0) > 1)
        {
            throw new CheckpointException(_checkpoint.File, whole, "one form of the weight", $"several: {string.Join(", ", forms)}{(isSplit ? " and its parts" : "")}");
        }

        if (isSplit)
        {
            return Take(name, axes, element => element.IsReal(), "a floating-point type").Real;
        }

        var source = forms.Length == 1 ? forms[0] : $"{whole}.tensor";
        if (_checkpoint.Tensors.TryGetValue(source, out var stored) && stored.Element.IsReal() && stored.Shape.Length == axes.Length + 1)
        {
            var pairs = Take(source, [.. axes, 2], element => element.IsReal(), "a floating-point type");
            return () => EverySecond(pairs.Real(), isImaginary ? 1 : 0);
        }

        var complex = Take(source, axes, element => element.IsComplex(), "a complex type");
        return isImaginary ? complex.Imaginary : complex.Real;
    }

    private CheckpointTensor Take(string name, int[] axes, Func<CheckpointElement, bool> isUsable, string type)
    {
        var expected = $"{type} of shape {TensorShapes.Text(axes)}";
        if (!_checkpoint.Tensors.TryGetValue(name, out var tensor))
        {
            throw new CheckpointException(_checkpoint.File, name, expected, "no such tensor");
        }

        _used[name] = tensor;
        return isUsable(tensor.Element) && tensor.Shape.SequenceEqual(axes) ? tensor : throw new CheckpointException(_checkpoint.File, name, expected, tensor.Text);
    }

    private void RefuseExtra()
    {
        if (_checkpoint.Tensors.FirstOrDefault(tensor => !_used.ContainsKey(tensor.Key)) is { Value: { } extra })
        {
            throw new CheckpointException(_checkpoint.File, PrintableText.Of(extra.Name), "only the network's own tensors", $"an extra one, {extra.Text}");
        }
    }

    private static float[] EverySecond(float[] pairs, int first)
    {
        var values = new float[pairs.Length / 2];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = pairs[(2 * i) + first];
        }

        return values;
    }
}
