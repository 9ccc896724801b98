using static Noble.Edge.FirmwareBridge.BridgeProtocol;

namespace Noble.Edge.FirmwareBridge;

/// <summary>Payload of <see cref="BridgeMessageType.Cancel"/>, a command: pending spikes of the line with from &lt;= time &lt; to are withdrawn.</summary>
/// <param name="Number">Number of the command.</param>
/// <param name="Line">The line, or <see cref="CancelEveryLine"/>.</param>
/// <param name="FromTicks">The first time of the range [ticks].</param>
/// <param name="ToTicks">The end of the range, not in it [ticks].</param>
public readonly record struct CancelMessage(ushort Number, ushort Line, ulong FromTicks, ulong ToTicks)
{
    /// <summary>Writes the message; on an error, BufferTooSmall, nothing is written.</summary>
    public bool TryWrite(Span<byte> destination, out int written, out BridgeFrameError error)
    {
        if (!MessageBytes.Fits(destination, CancelBytes, out written, out error))
        {
            return false;
        }

        MessageBytes.Put(destination, CommandNumberOffset, Number);
        MessageBytes.Put(destination, CancelLineOffset, Line);
        MessageBytes.Put(destination, CancelFromTicksOffset, FromTicks);
        MessageBytes.Put(destination, CancelToTicksOffset, ToTicks);
        return true;
    }

    /// <summary>Reads the message; the error is WrongPayloadLength, or TimeOutOfRange where the range ends before it begins.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out CancelMessage message, out BridgeFrameError error)
    {
        message = default;
        if (!MessageBytes.Is(payload, CancelBytes, out error))
        {
            return false;
        }

        if (MessageBytes.U64(payload, CancelFromTicksOffset) > MessageBytes.U64(payload, CancelToTicksOffset))
        {
            error = BridgeFrameError.TimeOutOfRange;
            return false;
        }

        message = new CancelMessage(
            MessageBytes.U16(payload, CommandNumberOffset),
            MessageBytes.U16(payload, CancelLineOffset),
            MessageBytes.U64(payload, CancelFromTicksOffset),
            MessageBytes.U64(payload, CancelToTicksOffset));
        return true;
    }
}
