using static Noble.Edge.FirmwareBridge.BridgeProtocol;

namespace Noble.Edge.FirmwareBridge;

/// <summary>Payload of <see cref="BridgeMessageType.ClockReply"/>.</summary>
/// <param name="Number">Number of the probe.</param>
/// <param name="ReceivedTicks">When the probe's last byte had come [ticks].</param>
/// <param name="SentTicks">When the reply's first byte went out [ticks].</param>
public readonly record struct ClockReplyMessage(uint Number, ulong ReceivedTicks, ulong SentTicks)
{
    /// <summary>Writes the message; on an error, BufferTooSmall, nothing is written.</summary>
    public bool TryWrite(Span<byte> destination, out int written, out BridgeFrameError error)
    {
        if (!MessageBytes.Fits(destination, ClockReplyBytes, out written, out error))
        {
            return false;
        }

        MessageBytes.Put(destination, ClockReplyNumberOffset, Number);
        MessageBytes.Put(destination, ClockReplyReceivedTicksOffset, ReceivedTicks);
        MessageBytes.Put(destination, ClockReplySentTicksOffset, SentTicks);
        return true;
    }

    /// <summary>Reads the message; the error is WrongPayloadLength.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out ClockReplyMessage message, out BridgeFrameError error)
    {
        message = default;
        if (!MessageBytes.Is(payload, ClockReplyBytes, out error))
        {
            return false;
        }

        message = new ClockReplyMessage(
            MessageBytes.U32(payload, ClockReplyNumberOffset),
            MessageBytes.U64(payload, ClockReplyReceivedTicksOffset),
            MessageBytes.U64(payload, ClockReplySentTicksOffset));
        return true;
    }
}
