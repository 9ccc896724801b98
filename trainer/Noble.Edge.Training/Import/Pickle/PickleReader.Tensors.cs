namespace Noble.Edge.Training;

/// <content>The calls that describe tensors, checked against the storages that are there.</content>
internal sealed partial class PickleReader
{
    private const int MostAxes = 8;

    private object Call(object? function, object? arguments)
    {
        if (function is not PickleName name || arguments is not PickleTuple tuple)
        {
            throw _bytes.Fault("a call of a name with a tuple", $"one of {PickleKinds.Of(function)} with {PickleKinds.Of(arguments)}");
        }

        return (name.Meaning, tuple.Items) switch
        {
            (PickleMeaning.OrderedDictionary, []) => new PickleDictionary(),
            (PickleMeaning.Size, [PickleTuple sizes]) => sizes,
            (PickleMeaning.Parameter, [PickleTensor tensor, bool, _]) => tensor,
            (PickleMeaning.Tensor, [PickleStorage storage, long offset, PickleTuple shape, PickleTuple strides, bool, PickleDictionary { Count: 0 }, .. var rest]) =>
                Tensor(storage, offset, shape, strides, rest),
            _ => throw _bytes.Fault($"no call of {name.Text} like this", $"one with {tuple.Items.Length} arguments"),
        };
    }

    private PickleStorage Storage(object? id)
    {
        if (id is not PickleTuple { Items: ["storage", PickleName { Meaning: PickleMeaning.Storage } type, string key, string, long count] })
        {
            throw _bytes.Fault("a persistent id (storage, type, key, device, count)", PickleKinds.Of(id));
        }

        var length = _storageLength(key) ?? throw _bytes.Fault($"an entry data/{PrintableText.Of(key)}", "no such entry");
        return count >= 0 && count <= int.MaxValue && count * type.Element.Size() == length
            ? new PickleStorage(type.Element, key, (int)count)
            : throw _bytes.Fault(
                $"{count} elements of {type.Element.Text()} in data/{PrintableText.Of(key)}", $"an entry of {length} bytes");
    }

    private PickleTensor Tensor(PickleStorage storage, long offset, PickleTuple shape, PickleTuple strides, object?[] rest)
    {
        // A seventh argument carries flags such as a conjugation that is still to be done.
        if (rest is not ([] or [null] or [PickleDictionary { Count: 0 }]))
        {
            throw _bytes.Fault("a tensor without flags", PickleKinds.Of(rest[0]));
        }

        var sizes = Axes(shape);
        var steps = Axes(strides);
        if (sizes.Length != steps.Length)
        {
            throw _bytes.Fault($"{sizes.Length} strides", $"{steps.Length}");
        }

        // A weight has its own place for each element: a view that repeats elements is a way to claim much with little.
        var (count, last) = ((Int128)1, (Int128)offset);
        for (var axis = 0; axis < sizes.Length; axis++)
        {
            count *= sizes[axis];
            last += (Int128)steps[axis] * Math.Max(sizes[axis] - 1, 0);
            if (count > storage.Count)
            {
                throw _bytes.Fault($"a tensor within its storage of {storage.Count} elements", $"shape {TensorShapes.Text(sizes)}");
            }
        }

        return offset >= 0 && (last < storage.Count || (count == 0 && offset <= storage.Count))
            ? new PickleTensor(storage, (int)offset, sizes, steps)
            : throw _bytes.Fault(
                $"a tensor within its storage of {storage.Count} elements",
                $"shape {TensorShapes.Text(sizes)}, strides {TensorShapes.Text(steps)} from {offset}");
    }

    private int[] Axes(PickleTuple tuple)
    {
        if (tuple.Items.Length > MostAxes)
        {
            throw _bytes.Fault($"at most {MostAxes} axes", $"{tuple.Items.Length}");
        }

        return [.. tuple.Items.Select(item => item is long and >= 0 and <= int.MaxValue
            ? (int)(long)item
            : throw _bytes.Fault("a size or stride from 0", PickleKinds.Of(item)))];
    }
}
