using System.Buffers.Binary;

namespace Noble.Edge.Rig;

/// <summary>Layout of a recording, version 1, little-endian: see README.md.</summary>
internal static class RigLogFormat
{
    internal const uint Version = 1;
    internal const int FileHeaderBytes = 32;
    internal const int BlockHeaderBytes = 24;
    internal const int CheckBytes = 4;
    internal const int RecordBytes = 24;
    internal const int Kinds = 8; // places for totals: 0 the lost, then each RigRecordKind
    internal const int EndBytes = 8 + (Kinds * 8); // before the successor's name
    internal const int LeastBlock = 4_096;
    internal const int MostBlock = 1 << 20;
    internal const int MostConfiguration = 16 << 20;
    internal const int MostNote = 2_048; // bytes of text

    /// <summary>How a file goes on after its end block.</summary>
    internal const long EndedHere = 0;

    /// <inheritdoc cref="EndedHere"/>
    internal const long Continued = 1;

    /// <summary>First bytes of a file. The line ends and the SUB show where a transfer took it for text.</summary>
    internal static ReadOnlySpan<byte> FileMagic => "NOBL\r\n\x1A\n"u8;

    /// <summary>First bytes of a block.</summary>
    internal static ReadOnlySpan<byte> BlockMagic => "BLK1"u8;

    internal static void WriteFileHeader(Span<byte> to, int blockBytes, ulong chain, uint number)
    {
        FileMagic.CopyTo(to);
        BinaryPrimitives.WriteUInt32LittleEndian(to[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(to[12..], blockBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(to[16..], chain);
        BinaryPrimitives.WriteUInt32LittleEndian(to[24..], number);
        BinaryPrimitives.WriteUInt32LittleEndian(to[28..], Crc32C.Compute(to[..28]));
    }

    /// <summary>Writes header and check around a payload that stands at its place already.</summary>
    /// <returns>Bytes of the block.</returns>
    internal static int SealBlock(Span<byte> block, RigLogBlockKind kind, ulong sequence, int payload)
    {
        BlockMagic.CopyTo(block);
        BinaryPrimitives.WriteUInt32LittleEndian(block[4..], (uint)kind);
        BinaryPrimitives.WriteUInt64LittleEndian(block[8..], sequence);
        BinaryPrimitives.WriteInt32LittleEndian(block[16..], payload);
        BinaryPrimitives.WriteUInt32LittleEndian(block[20..], Crc32C.Compute(block[..20]));
        var end = BlockHeaderBytes + payload;
        BinaryPrimitives.WriteUInt32LittleEndian(block[end..], Crc32C.Compute(block[..end]));
        return end + CheckBytes;
    }

    /// <summary>Reads a block's header.</summary>
    /// <returns>False where the bytes are none.</returns>
    internal static bool TryReadBlockHeader(ReadOnlySpan<byte> block, int mostPayload, out RigLogBlockKind kind, out ulong sequence, out int payload)
    {
        kind = (RigLogBlockKind)BinaryPrimitives.ReadUInt32LittleEndian(block[4..]);
        sequence = BinaryPrimitives.ReadUInt64LittleEndian(block[8..]);
        payload = BinaryPrimitives.ReadInt32LittleEndian(block[16..]);
        return block.StartsWith(BlockMagic)
            && BinaryPrimitives.ReadUInt32LittleEndian(block[20..]) == Crc32C.Compute(block[..20])
            && kind is >= RigLogBlockKind.Configuration and <= RigLogBlockKind.End
            && payload >= 0
            && payload <= mostPayload;
    }

    internal static void WriteRecord(Span<byte> to, in RigRecord record)
    {
        BinaryPrimitives.WriteInt64LittleEndian(to, record.TimeNanoseconds);
        to[8] = (byte)record.Kind;
        to[9] = record.Detail;
        BinaryPrimitives.WriteUInt16LittleEndian(to[10..], record.Source);
        BinaryPrimitives.WriteInt32LittleEndian(to[12..], record.Channel);
        BinaryPrimitives.WriteDoubleLittleEndian(to[16..], record.Value);
    }

    internal static RigRecord ReadRecord(ReadOnlySpan<byte> from) => new(
        BinaryPrimitives.ReadInt64LittleEndian(from),
        (RigRecordKind)from[8],
        from[9],
        BinaryPrimitives.ReadUInt16LittleEndian(from[10..]),
        BinaryPrimitives.ReadInt32LittleEndian(from[12..]),
        BinaryPrimitives.ReadDoubleLittleEndian(from[16..]));

    /// <summary>Path of a file of a chain: <c>name.nobl</c>, then <c>name-0001.nobl</c>.</summary>
    internal static string PathOf(string first, uint number) =>
        number == 0 ? first : Path.Combine(Path.GetDirectoryName(first) ?? "", FormattableString.Invariant($"{Path.GetFileNameWithoutExtension(first)}-{number:0000}{Path.GetExtension(first)}"));
}
