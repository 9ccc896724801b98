using System.Buffers.Binary;
using System.Text;

namespace Noble.Edge.Spikes;

/// <summary>The three FlatBuffers of an AEDAT 4 file, each preceded by its size, at fixed offsets. Positions count from the size.</summary>
internal static class Aedat4Layout
{
    internal const int MagicLength = 14;
    internal const int PacketHeaderLength = 8;
    internal const int EventLength = 16;
    internal const int EventsStart = 32;

    /// <summary>Where the position of the data table stands, from the size of the file's header.</summary>
    internal const int DataTablePosition = 32;

    /// <summary>Bytes of a row of the data table.</summary>
    internal const int RowLength = 48;

    // Every buffer begins: size, offset of the root, identifier, the root's vtable.
    private const int Root = 4;
    private const int Identifier = 8;
    private const int RootTable = 12;
    private const int SizeLength = 4;

    internal static ReadOnlySpan<byte> Magic => "#!AER-DAT4.0\r\n"u8;

    internal static ReadOnlySpan<byte> EventsIdentifier => "EVTS"u8;

    internal static int EventsLength(int count) => EventsStart + (count * EventLength);

    /// <summary>Everything of an event packet but its events, in <see cref="EventsStart"/> bytes.</summary>
    internal static void WriteEventsStart(Span<byte> buffer, int count)
    {
        Begin(buffer, EventsLength(count), EventsIdentifier, table: 20);
        WriteSingleVectorTable(buffer, count);
    }

    internal static void WriteEvent(Span<byte> at, long microseconds, short x, short y)
    {
        BinaryPrimitives.WriteInt64LittleEndian(at, microseconds);
        BinaryPrimitives.WriteInt16LittleEndian(at[8..], x);
        BinaryPrimitives.WriteInt16LittleEndian(at[10..], y);
        BinaryPrimitives.WriteInt32LittleEndian(at[12..], 1); // on, and three bytes of padding
    }

    /// <summary>The file's header; its data table is nowhere yet.</summary>
    internal static byte[] FileHeader(AedatCompression compression, string information)
    {
        const int table = 24;
        const int text = 44;
        var length = Encoding.UTF8.GetByteCount(information);
        var buffer = new byte[(text + SizeLength + length + 1 + 7) & ~7];
        Begin(buffer, buffer.Length, "IOHE"u8, table);
        ReadOnlySpan<ushort> vtable = [10, 20, 4, 8, 16];
        WriteVtable(buffer.AsSpan(RootTable), vtable);
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(table), table - RootTable);
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(table + 4), (int)compression);
        BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(DataTablePosition), -1);
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(table + 16), text - (table + 16));
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(text), length);
        Encoding.UTF8.GetBytes(information, buffer.AsSpan(text + SizeLength));
        return buffer;
    }

    /// <summary>The data table.</summary>
    internal static byte[] DataTable(IReadOnlyList<Aedat4Packet> packets)
    {
        // A row is laid so that its 64-bit fields, which begin 4 bytes into it, lie at multiples of 8; all rows share a vtable.
        ReadOnlySpan<ushort> vtable = [14, 44, 4, 12, 20, 28, 36];
        var vtableAt = EventsStart + (packets.Count * SizeLength);
        var firstRow = ((vtableAt + 14 + 7) & ~7) + 4;
        var buffer = new byte[checked(firstRow + (packets.Count * RowLength) + 4)];
        Begin(buffer, buffer.Length, "FTAB"u8, table: 20);
        WriteSingleVectorTable(buffer, packets.Count);
        WriteVtable(buffer.AsSpan(vtableAt), vtable);
        for (var i = 0; i < packets.Count; i++)
        {
            var offsetAt = EventsStart + (i * SizeLength);
            var rowAt = firstRow + (i * RowLength);
            var row = buffer.AsSpan(rowAt);
            BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(offsetAt), rowAt - offsetAt);
            BinaryPrimitives.WriteInt32LittleEndian(row, rowAt - vtableAt);
            BinaryPrimitives.WriteInt64LittleEndian(row[4..], packets[i].Position);
            BinaryPrimitives.WriteInt32LittleEndian(row[12..], 0); // stream
            BinaryPrimitives.WriteInt32LittleEndian(row[16..], packets[i].Length);
            BinaryPrimitives.WriteInt64LittleEndian(row[20..], packets[i].Count);
            BinaryPrimitives.WriteInt64LittleEndian(row[28..], packets[i].FirstMicrosecond);
            BinaryPrimitives.WriteInt64LittleEndian(row[36..], packets[i].LastMicrosecond);
        }

        return buffer;
    }

    private static void Begin(Span<byte> buffer, int length, ReadOnlySpan<byte> identifier, int table)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer, length - SizeLength);
        BinaryPrimitives.WriteInt32LittleEndian(buffer[Root..], table - Root);
        identifier.CopyTo(buffer[Identifier..]);
    }

    // A table whose one field is a vector, that begins at EventsStart.
    private static void WriteSingleVectorTable(Span<byte> buffer, int count)
    {
        ReadOnlySpan<ushort> vtable = [6, 8, 4];
        WriteVtable(buffer[RootTable..], vtable);
        BinaryPrimitives.WriteUInt16LittleEndian(buffer[18..], 0);
        BinaryPrimitives.WriteInt32LittleEndian(buffer[20..], 20 - RootTable);
        BinaryPrimitives.WriteInt32LittleEndian(buffer[24..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(buffer[28..], count);
    }

    private static void WriteVtable(Span<byte> at, ReadOnlySpan<ushort> vtable)
    {
        for (var i = 0; i < vtable.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(at[(i * 2)..], vtable[i]);
        }
    }
}
