namespace Noble.Edge.Rig;

/// <summary>An edge input of the device.</summary>
public sealed record BridgeEdgeInput
{
    /// <summary>The device's input, 0 to 31.</summary>
    public required int Input
    {
        get;
        init => field = value is >= 0 and <= 31 ? value : throw new ArgumentOutOfRangeException(null, $"input {value}: expected 0 to 31");
    }

    /// <summary>Channel of the events; default -1, the input's own number.</summary>
    public int Channel
    {
        get;
        init => field = value >= -1 ? value : throw new ArgumentOutOfRangeException(null, $"channel {value} of a bridge's input: expected from 0");
    } = -1;

    /// <summary>Which edges are events; default rising ones.</summary>
    public GpioEdges Edges { get; init; } = GpioEdges.Rising;
}
