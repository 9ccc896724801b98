namespace Noble.Edge.FirmwareBridge;

/// <summary>A frame that has passed its checks.</summary>
public readonly ref struct BridgeFrame
{
    /// <summary>Creates a frame over a payload that is not copied.</summary>
    public BridgeFrame(BridgeMessageType type, ushort sequence, ReadOnlySpan<byte> payload)
    {
        Type = type;
        Sequence = sequence;
        Payload = payload;
    }

    /// <summary>What the payload is.</summary>
    public BridgeMessageType Type { get; }

    /// <summary>Number of the frame among its sender's: one more each frame, 0 again after 65,535.</summary>
    public ushort Sequence { get; }

    /// <summary>The message, 0 to 1,024 bytes, inside the buffer that the frame was read from.</summary>
    public ReadOnlySpan<byte> Payload { get; }
}
