using System.Buffers.Binary;

namespace Noble.Edge.FirmwareBridge;

/// <summary>What all messages share: checks of lengths, and numbers at their offsets, low byte first.</summary>
internal static class MessageBytes
{
    /// <summary>Whether the message fits; on BufferTooSmall nothing is to be written.</summary>
    internal static bool Fits(Span<byte> destination, int bytes, out int written, out BridgeFrameError error)
    {
        var fits = destination.Length >= bytes;
        written = fits ? bytes : 0;
        error = fits ? BridgeFrameError.None : BridgeFrameError.BufferTooSmall;
        return fits;
    }

    /// <summary>Whether the payload is as long as its message; else WrongPayloadLength.</summary>
    internal static bool Is(ReadOnlySpan<byte> payload, int bytes, out BridgeFrameError error)
    {
        error = payload.Length == bytes ? BridgeFrameError.None : BridgeFrameError.WrongPayloadLength;
        return error == BridgeFrameError.None;
    }

    internal static ushort U16(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    internal static uint U32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    internal static ulong U64(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..]);

    internal static void Put(Span<byte> bytes, int offset, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes[offset..], value);

    internal static void Put(Span<byte> bytes, int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes[offset..], value);

    internal static void Put(Span<byte> bytes, int offset, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(bytes[offset..], value);
}
