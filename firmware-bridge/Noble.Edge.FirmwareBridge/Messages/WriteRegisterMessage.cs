using static Noble.Edge.FirmwareBridge.BridgeProtocol;

namespace Noble.Edge.FirmwareBridge;

/// <summary>Payload of <see cref="BridgeMessageType.WriteRegister"/>, a command.</summary>
/// <param name="Number">Number of the command.</param>
/// <param name="Register">Which one.</param>
/// <param name="Type">Its type; another than the register's is refused by the device.</param>
/// <param name="Value">Its new value.</param>
public readonly record struct WriteRegisterMessage(ushort Number, BridgeRegister Register, BridgeRegisterType Type, ulong Value)
{
    /// <summary>Writes the message; on an error, BufferTooSmall, nothing is written.</summary>
    public bool TryWrite(Span<byte> destination, out int written, out BridgeFrameError error)
    {
        if (!MessageBytes.Fits(destination, WriteRegisterBytes, out written, out error))
        {
            return false;
        }

        MessageBytes.Put(destination, CommandNumberOffset, Number);
        MessageBytes.Put(destination, WriteRegisterRegisterOffset, (ushort)Register);
        destination[WriteRegisterTypeOffset] = (byte)Type;
        MessageBytes.Put(destination, WriteRegisterValueOffset, Value);
        destination[WriteRegisterReservedOffset] = 0;
        return true;
    }

    /// <summary>Reads the message; the error is WrongPayloadLength.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out WriteRegisterMessage message, out BridgeFrameError error)
    {
        message = default;
        if (!MessageBytes.Is(payload, WriteRegisterBytes, out error))
        {
            return false;
        }

        message = new WriteRegisterMessage(
            MessageBytes.U16(payload, CommandNumberOffset),
            (BridgeRegister)MessageBytes.U16(payload, WriteRegisterRegisterOffset),
            (BridgeRegisterType)payload[WriteRegisterTypeOffset],
            MessageBytes.U64(payload, WriteRegisterValueOffset));
        return true;
    }
}
