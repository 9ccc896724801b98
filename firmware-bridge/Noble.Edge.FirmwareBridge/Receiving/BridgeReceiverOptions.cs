namespace Noble.Edge.FirmwareBridge;

/// <summary>How a receiver takes frames.</summary>
public sealed record BridgeReceiverOptions
{
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMicroseconds(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    /// <summary>The host's: frames from the device, the protocol's time-outs.</summary>
    public static BridgeReceiverOptions Default { get; } = new();

    /// <summary>Which frames to take. Default: to the host; a simulated device takes those to the device.</summary>
    public BridgeDirection Direction
    {
        get;
        init => field = value is BridgeDirection.ToDevice or BridgeDirection.ToHost
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Direction must be ToDevice or ToHost.");
    } = BridgeDirection.ToHost;

    /// <summary>A frame that pauses for this long is dropped. Default 100 ms; 1 µs to 1 h.</summary>
    public TimeSpan FrameTimeout
    {
        get;
        init => field = Checked(value, nameof(FrameTimeout));
    } = TimeSpan.FromMilliseconds(BridgeProtocol.FrameTimeoutMilliseconds);

    /// <summary>After this long with no frame in sequence, the sequence is forgotten. Default 1 s; 1 µs to 1 h.</summary>
    public TimeSpan LinkTimeout
    {
        get;
        init => field = Checked(value, nameof(LinkTimeout));
    } = TimeSpan.FromMilliseconds(BridgeProtocol.LinkTimeoutMilliseconds);

    private static TimeSpan Checked(TimeSpan value, string name) =>
        value >= ShortestTimeout && value <= LongestTimeout
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be 1 µs to 1 h.");
}
