using static Noble.Edge.FirmwareBridge.BridgeProtocol;

namespace Noble.Edge.FirmwareBridge;

/// <summary>Payload of <see cref="BridgeMessageType.ReadRegister"/>.</summary>
/// <param name="Register">Which one; those of converters and of errors have no name of their own.</param>
public readonly record struct ReadRegisterMessage(BridgeRegister Register)
{
    /// <summary>Writes the message; on an error, BufferTooSmall, nothing is written.</summary>
    public bool TryWrite(Span<byte> destination, out int written, out BridgeFrameError error)
    {
        if (!MessageBytes.Fits(destination, ReadRegisterBytes, out written, out error))
        {
            return false;
        }

        MessageBytes.Put(destination, ReadRegisterRegisterOffset, (ushort)Register);
        return true;
    }

    /// <summary>Reads the message; the error is WrongPayloadLength.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out ReadRegisterMessage message, out BridgeFrameError error)
    {
        message = default;
        if (!MessageBytes.Is(payload, ReadRegisterBytes, out error))
        {
            return false;
        }

        message = new ReadRegisterMessage((BridgeRegister)MessageBytes.U16(payload, ReadRegisterRegisterOffset));
        return true;
    }
}
