using static Noble.Edge.FirmwareBridge.BridgeProtocol;

namespace Noble.Edge.FirmwareBridge;

/// <summary>Payload of <see cref="BridgeMessageType.Register"/>: the answer to reading one.</summary>
/// <param name="Register">Which one.</param>
/// <param name="Type">Its type.</param>
/// <param name="Result">How reading it went.</param>
/// <param name="Value">Its value.</param>
public readonly record struct RegisterMessage(BridgeRegister Register, BridgeRegisterType Type, BridgeResult Result, ulong Value)
{
    /// <summary>Whether every code is one of this version of the protocol; reading does not ask.</summary>
    public bool HasKnownCodes => Type <= BridgeRegisterType.U64 && (int)Result < ResultCount;

    /// <summary>Writes the message; on an error, BufferTooSmall, nothing is written.</summary>
    public bool TryWrite(Span<byte> destination, out int written, out BridgeFrameError error)
    {
        if (!MessageBytes.Fits(destination, RegisterBytes, out written, out error))
        {
            return false;
        }

        MessageBytes.Put(destination, RegisterRegisterOffset, (ushort)Register);
        destination[RegisterTypeOffset] = (byte)Type;
        destination[RegisterResultOffset] = (byte)Result;
        MessageBytes.Put(destination, RegisterValueOffset, Value);
        return true;
    }

    /// <summary>Reads the message; the error is WrongPayloadLength.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out RegisterMessage message, out BridgeFrameError error)
    {
        message = default;
        if (!MessageBytes.Is(payload, RegisterBytes, out error))
        {
            return false;
        }

        message = new RegisterMessage(
            (BridgeRegister)MessageBytes.U16(payload, RegisterRegisterOffset),
            (BridgeRegisterType)payload[RegisterTypeOffset],
            (BridgeResult)payload[RegisterResultOffset],
            MessageBytes.U64(payload, RegisterValueOffset));
        return true;
    }
}
