using static Noble.Edge.FirmwareBridge.BridgeProtocol;

namespace Noble.Edge.FirmwareBridge;

/// <summary>Payload of <see cref="BridgeMessageType.Arm"/>, a command.</summary>
/// <param name="Number">Number of the command.</param>
public readonly record struct ArmMessage(ushort Number)
{
    /// <summary>Writes the message; on an error, BufferTooSmall, nothing is written.</summary>
    public bool TryWrite(Span<byte> destination, out int written, out BridgeFrameError error)
    {
        if (!MessageBytes.Fits(destination, ArmBytes, out written, out error))
        {
            return false;
        }

        MessageBytes.Put(destination, CommandNumberOffset, Number);
        return true;
    }

    /// <summary>Reads the message; the error is WrongPayloadLength.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out ArmMessage message, out BridgeFrameError error)
    {
        message = default;
        if (!MessageBytes.Is(payload, ArmBytes, out error))
        {
            return false;
        }

        message = new ArmMessage(MessageBytes.U16(payload, CommandNumberOffset));
        return true;
    }
}
