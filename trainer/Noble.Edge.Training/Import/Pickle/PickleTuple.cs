namespace Noble.Edge.Training;

/// <summary>A tuple, or a torch.Size.</summary>
internal sealed class PickleTuple(object?[] items)
{
    public object?[] Items { get; } = items;
}
