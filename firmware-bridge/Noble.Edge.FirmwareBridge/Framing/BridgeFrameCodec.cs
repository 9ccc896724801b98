using System.Buffers.Binary;

namespace Noble.Edge.FirmwareBridge;

/// <summary>Frames to the wire's bytes, and checked bytes back to frames.</summary>
/// <remarks>Hot path: no allocation, no exception. <see cref="BridgeReceiver"/> finds the frames in a stream of bytes.</remarks>
public static class BridgeFrameCodec
{
    /// <summary>The most bytes that a frame takes on the wire, both delimiters included.</summary>
    public static int WireBound(int payloadBytes) => 1 + CobsWriter.Bound(BridgeProtocol.FrameBytesMin + payloadBytes) + 1;

    /// <summary>Writes delimiter, stuffed frame, delimiter.</summary>
    /// <param name="destination">Holds <see cref="WireBound"/>.</param>
    /// <param name="type">What the payload is.</param>
    /// <param name="sequence">Number of the frame among this side's.</param>
    /// <param name="payload">The message.</param>
    /// <param name="written">Bytes written; 0 on an error, and then the destination is as it was.</param>
    /// <param name="error">TooLong or BufferTooSmall.</param>
    public static bool TryWrite(
        Span<byte> destination,
        BridgeMessageType type,
        ushort sequence,
        ReadOnlySpan<byte> payload,
        out int written,
        out BridgeFrameError error)
    {
        written = 0;
        if (payload.Length > BridgeProtocol.PayloadBytesMax)
        {
            error = BridgeFrameError.TooLong;
            return false;
        }

        if (destination.Length < WireBound(payload.Length))
        {
            error = BridgeFrameError.BufferTooSmall;
            return false;
        }

        Span<byte> header = stackalloc byte[BridgeProtocol.HeaderBytes];
        header[BridgeProtocol.HeaderVersionOffset] = BridgeProtocol.ProtocolVersion;
        header[BridgeProtocol.HeaderTypeOffset] = (byte)type;
        BinaryPrimitives.WriteUInt16LittleEndian(header[BridgeProtocol.HeaderSequenceOffset..], sequence);
        BinaryPrimitives.WriteUInt16LittleEndian(header[BridgeProtocol.HeaderPayloadBytesOffset..], (ushort)payload.Length);

        Span<byte> crc = stackalloc byte[BridgeProtocol.CrcBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(crc, Crc32.End(Crc32.Update(Crc32.Update(Crc32.Begin(), header), payload)));

        destination[0] = BridgeProtocol.Delimiter;
        var writer = new CobsWriter(destination[1..]);
        writer.Write(header);
        writer.Write(payload);
        writer.Write(crc);
        var stuffed = writer.End();
        destination[1 + stuffed] = BridgeProtocol.Delimiter;
        written = 1 + stuffed + 1;
        error = BridgeFrameError.None;
        return true;
    }

    /// <summary>Checks and reads a frame whose stuffing has been taken off.</summary>
    /// <param name="bytes">Header, payload, CRC; the frame's payload lies in them.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="error">TooLong, TooShort, LengthMismatch, WrongCrc or UnsupportedVersion.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out BridgeFrame frame, out BridgeFrameError error)
    {
        error = Check(bytes);
        if (error != BridgeFrameError.None)
        {
            frame = default;
            return false;
        }

        frame = new BridgeFrame(
            (BridgeMessageType)bytes[BridgeProtocol.HeaderTypeOffset],
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[BridgeProtocol.HeaderSequenceOffset..]),
            bytes[BridgeProtocol.HeaderBytes..^BridgeProtocol.CrcBytes]);
        return true;
    }

    private static BridgeFrameError Check(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BridgeProtocol.FrameBytesMax)
        {
            return BridgeFrameError.TooLong;
        }

        if (bytes.Length < BridgeProtocol.FrameBytesMin)
        {
            return BridgeFrameError.TooShort;
        }

        var payloadBytes = BinaryPrimitives.ReadUInt16LittleEndian(bytes[BridgeProtocol.HeaderPayloadBytesOffset..]);
        if (BridgeProtocol.FrameBytesMin + payloadBytes != bytes.Length)
        {
            return BridgeFrameError.LengthMismatch;
        }

        var covered = bytes[..^BridgeProtocol.CrcBytes];
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[covered.Length..]) != Crc32.Compute(covered))
        {
            return BridgeFrameError.WrongCrc;
        }

        return bytes[BridgeProtocol.HeaderVersionOffset] == BridgeProtocol.ProtocolVersion
            ? BridgeFrameError.None
            : BridgeFrameError.UnsupportedVersion;
    }
}
