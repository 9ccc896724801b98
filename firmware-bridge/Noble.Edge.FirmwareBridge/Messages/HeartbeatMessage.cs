using System.Buffers.Binary;

namespace Noble.Edge.FirmwareBridge;

/// <summary>
/// Payload of <see cref="BridgeMessageType.HostHeartbeat"/> and <see cref="BridgeMessageType.DeviceHeartbeat"/>.
/// </summary>
/// <param name="SenderTime">
/// The sender's own clock when it made the frame: nanoseconds on the experiment clock in a host's heartbeat, ticks of the
/// device's timer in a device's.
/// </param>
public readonly record struct HeartbeatMessage(ulong SenderTime)
{
    /// <summary>Writes the message; on an error, BufferTooSmall, nothing is written.</summary>
    public bool TryWrite(Span<byte> destination, out int written, out BridgeFrameError error)
    {
        if (destination.Length < BridgeProtocol.HeartbeatBytes)
        {
            written = 0;
            error = BridgeFrameError.BufferTooSmall;
            return false;
        }

        BinaryPrimitives.WriteUInt64LittleEndian(destination[BridgeProtocol.HeartbeatSenderTimeOffset..], SenderTime);
        written = BridgeProtocol.HeartbeatBytes;
        error = BridgeFrameError.None;
        return true;
    }

    /// <summary>Reads the message; the error is WrongPayloadLength.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out HeartbeatMessage message, out BridgeFrameError error)
    {
        if (payload.Length != BridgeProtocol.HeartbeatBytes)
        {
            message = default;
            error = BridgeFrameError.WrongPayloadLength;
            return false;
        }

        message = new HeartbeatMessage(
            BinaryPrimitives.ReadUInt64LittleEndian(payload[BridgeProtocol.HeartbeatSenderTimeOffset..]));
        error = BridgeFrameError.None;
        return true;
    }
}
