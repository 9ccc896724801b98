using System.Buffers.Binary;

namespace Noble.Edge.Spikes;

/// <summary>A table in a FlatBuffer that may be damaged: what points out of the buffer is an <see cref="InvalidDataException"/>.</summary>
internal readonly ref struct FlatTable
{
    private readonly ReadOnlySpan<byte> _buffer; // from the root's offset
    private readonly int _table;
    private readonly int _vtable;
    private readonly int _vtableLength;

    private FlatTable(ReadOnlySpan<byte> buffer, int table)
    {
        _buffer = buffer;
        _table = table;
        _vtable = At(table - (long)Int32(table));
        _vtableLength = UInt16(_vtable);
    }

    /// <summary>The root of a buffer, its size not included.</summary>
    internal static FlatTable Root(ReadOnlySpan<byte> buffer) => buffer.Length >= sizeof(uint)
        ? new(buffer, (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(buffer), int.MaxValue))
        : throw new InvalidDataException($"a FlatBuffer of {buffer.Length} bytes");

    internal int Int32(int field, int otherwise) => Field(field) is var at && at != 0 ? Int32(at) : otherwise;

    internal long Int64(int field, long otherwise) => Field(field) is var at && at != 0 ? BinaryPrimitives.ReadInt64LittleEndian(Slice(at, sizeof(long))) : otherwise;

    /// <summary>The bytes of a vector's elements, or of a string; empty where there is none.</summary>
    internal ReadOnlySpan<byte> Vector(int field, int elementLength)
    {
        var at = Field(field);
        if (at == 0)
        {
            return [];
        }

        var vector = At(at + (long)UInt32(at));
        var length = (long)UInt32(vector) * elementLength;
        return Slice(vector + sizeof(uint), length);
    }

    // Offset of a field from the buffer's beginning, or 0 for one that is not there.
    private int Field(int field)
    {
        var entry = sizeof(uint) + (field * sizeof(ushort));
        var offset = entry + sizeof(ushort) <= _vtableLength ? UInt16(_vtable + entry) : 0;
        return offset == 0 ? 0 : At(_table + (long)offset);
    }

    private int At(long position) => position >= 0 && position < _buffer.Length ? (int)position : throw new InvalidDataException($"an offset of a FlatBuffer points to {position} of {_buffer.Length} bytes");

    private ReadOnlySpan<byte> Slice(int at, long length) => at >= 0 && length >= 0 && length <= _buffer.Length - (long)at
        ? _buffer.Slice(at, (int)length)
        : throw new InvalidDataException($"a FlatBuffer's {length} bytes at {at} go beyond its {_buffer.Length}");

    private int Int32(int at) => BinaryPrimitives.ReadInt32LittleEndian(Slice(at, sizeof(int)));

    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(at, sizeof(uint)));

    private ushort UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(at, sizeof(ushort)));
}
