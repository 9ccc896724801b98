using static Noble.Edge.FirmwareBridge.BridgeProtocol;

namespace Noble.Edge.FirmwareBridge;

/// <summary>Payload of <see cref="BridgeMessageType.ClockProbe"/>.</summary>
/// <param name="Number">Comes back in the reply.</param>
/// <param name="HostTimeNanoseconds">When the probe was made, on the host's clock [ns].</param>
public readonly record struct ClockProbeMessage(uint Number, ulong HostTimeNanoseconds)
{
    /// <summary>Writes the message; on an error, BufferTooSmall, nothing is written.</summary>
    public bool TryWrite(Span<byte> destination, out int written, out BridgeFrameError error)
    {
        if (!MessageBytes.Fits(destination, ClockProbeBytes, out written, out error))
        {
            return false;
        }

        MessageBytes.Put(destination, ClockProbeNumberOffset, Number);
        MessageBytes.Put(destination, ClockProbeHostTimeOffset, HostTimeNanoseconds);
        MessageBytes.Put(destination, ClockProbeReservedOffset, 0UL);
        return true;
    }

    /// <summary>Reads the message; the error is WrongPayloadLength.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out ClockProbeMessage message, out BridgeFrameError error)
    {
        message = default;
        if (!MessageBytes.Is(payload, ClockProbeBytes, out error))
        {
            return false;
        }

        message = new ClockProbeMessage(
            MessageBytes.U32(payload, ClockProbeNumberOffset),
            MessageBytes.U64(payload, ClockProbeHostTimeOffset));
        return true;
    }
}
