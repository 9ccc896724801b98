using static Noble.Edge.FirmwareBridge.BridgeProtocol;

namespace Noble.Edge.FirmwareBridge;

/// <summary>Payload of <see cref="BridgeMessageType.HostHeartbeat"/>.</summary>
/// <param name="Session">The running session.</param>
/// <param name="HostTimeNanoseconds">When the frame was made, on the host's clock [ns].</param>
public readonly record struct HostHeartbeatMessage(uint Session, ulong HostTimeNanoseconds)
{
    /// <summary>Writes the message; on an error, BufferTooSmall, nothing is written.</summary>
    public bool TryWrite(Span<byte> destination, out int written, out BridgeFrameError error)
    {
        if (!MessageBytes.Fits(destination, HostHeartbeatBytes, out written, out error))
        {
            return false;
        }

        MessageBytes.Put(destination, HostHeartbeatSessionOffset, Session);
        MessageBytes.Put(destination, HostHeartbeatHostTimeOffset, HostTimeNanoseconds);
        return true;
    }

    /// <summary>Reads the message; the error is WrongPayloadLength.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out HostHeartbeatMessage message, out BridgeFrameError error)
    {
        message = default;
        if (!MessageBytes.Is(payload, HostHeartbeatBytes, out error))
        {
            return false;
        }

        message = new HostHeartbeatMessage(
            MessageBytes.U32(payload, HostHeartbeatSessionOffset),
            MessageBytes.U64(payload, HostHeartbeatHostTimeOffset));
        return true;
    }
}
