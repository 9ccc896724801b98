using System.Text;
using static Noble.Edge.FirmwareBridge.BridgeProtocol;

namespace Noble.Edge.FirmwareBridge;

/// <summary>Payload of <see cref="BridgeMessageType.Log"/>: a line of text from the device.</summary>
/// <remarks>A view of the payload; allocates only when the text is asked for.</remarks>
public readonly ref struct LogMessage
{
    private readonly ReadOnlySpan<byte> _text;

    private LogMessage(ReadOnlySpan<byte> payload)
    {
        Level = (BridgeLogLevel)payload[LogLevelOffset];
        DeviceTimeTicks = MessageBytes.U64(payload, LogDeviceTimeOffset);
        _text = payload[LogHeaderBytes..];
    }

    /// <summary>How much it matters.</summary>
    public BridgeLogLevel Level { get; }

    /// <summary>When the device wrote it [ticks].</summary>
    public ulong DeviceTimeTicks { get; }

    /// <summary>Writes a message.</summary>
    /// <param name="destination">Holds the header's 10 bytes and the text.</param>
    /// <param name="level">How much it matters.</param>
    /// <param name="deviceTimeTicks">When it was written [ticks].</param>
    /// <param name="text">ASCII, at most 120 characters.</param>
    /// <param name="written">Bytes written; 0 on an error, and then the destination is as it was.</param>
    /// <param name="error">TooLong or BufferTooSmall.</param>
    public static bool TryWrite(
        Span<byte> destination,
        BridgeLogLevel level,
        ulong deviceTimeTicks,
        ReadOnlySpan<byte> text,
        out int written,
        out BridgeFrameError error)
    {
        if (text.Length > LogTextBytesMax)
        {
            written = 0;
            error = BridgeFrameError.TooLong;
            return false;
        }

        if (!MessageBytes.Fits(destination, LogHeaderBytes + text.Length, out written, out error))
        {
            return false;
        }

        destination[LogLevelOffset] = (byte)level;
        destination[LogReservedOffset] = 0;
        MessageBytes.Put(destination, LogDeviceTimeOffset, deviceTimeTicks);
        text.CopyTo(destination[LogHeaderBytes..]);
        return true;
    }

    /// <summary>Reads a message; the error is WrongPayloadLength, or ValueOutOfRange for a level that there is not.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out LogMessage message, out BridgeFrameError error)
    {
        message = default;
        error = payload.Length is < LogHeaderBytes or > LogHeaderBytes + LogTextBytesMax ? BridgeFrameError.WrongPayloadLength
            : payload[LogLevelOffset] is < (byte)BridgeLogLevel.Information or > (byte)BridgeLogLevel.Error ? BridgeFrameError.ValueOutOfRange
            : BridgeFrameError.None;
        if (error != BridgeFrameError.None)
        {
            return false;
        }

        message = new LogMessage(payload);
        return true;
    }

    /// <summary>The text; what ASCII cannot show becomes question marks, so that a device cannot drive a terminal.</summary>
    public override string ToString()
    {
        Span<byte> shown = stackalloc byte[LogTextBytesMax];
        shown = shown[..Math.Min(_text.Length, LogTextBytesMax)];
        for (var i = 0; i < shown.Length; i++)
        {
            shown[i] = _text[i] is >= (byte)' ' and <= (byte)'~' ? _text[i] : (byte)'?';
        }

        return Encoding.ASCII.GetString(shown);
    }
}
