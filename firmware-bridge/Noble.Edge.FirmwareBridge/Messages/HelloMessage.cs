using static Noble.Edge.FirmwareBridge.BridgeProtocol;

namespace Noble.Edge.FirmwareBridge;

/// <summary>Payload of <see cref="BridgeMessageType.Hello"/>: the host opens a session, or asks for the welcome again.</summary>
/// <param name="Session">A number that the host has drawn; not 0.</param>
public readonly record struct HelloMessage(uint Session)
{
    /// <summary>Writes the message; on an error, BufferTooSmall, nothing is written.</summary>
    public bool TryWrite(Span<byte> destination, out int written, out BridgeFrameError error)
    {
        if (!MessageBytes.Fits(destination, HelloBytes, out written, out error))
        {
            return false;
        }

        MessageBytes.Put(destination, HelloSessionOffset, Session);
        return true;
    }

    /// <summary>Reads the message; the error is WrongPayloadLength, or ValueOutOfRange for session 0.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out HelloMessage message, out BridgeFrameError error)
    {
        message = default;
        if (!MessageBytes.Is(payload, HelloBytes, out error))
        {
            return false;
        }

        if (MessageBytes.U32(payload, HelloSessionOffset) == 0)
        {
            error = BridgeFrameError.ValueOutOfRange;
            return false;
        }

        message = new HelloMessage(MessageBytes.U32(payload, HelloSessionOffset));
        return true;
    }
}
