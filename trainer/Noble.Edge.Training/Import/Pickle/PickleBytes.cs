using System.Buffers.Binary;
using System.Text;

namespace Noble.Edge.Training;

/// <summary>The bytes of a pickle, read front to back; nothing is read past the end.</summary>
internal sealed class PickleBytes(string file, ReadOnlyMemory<byte> bytes)
{
    private const int LongestText = 1 << 16, LongestName = 256;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes that are left.</summary>
    public int Remaining => bytes.Length - Position;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>A whole number in two's complement of up to 8 bytes, their count before it.</summary>
    public long Long()
    {
        var length = Byte();
        if (length > sizeof(long))
        {
            throw Fault("a whole number of at most 8 bytes", $"one of {length}");
        }

        var taken = Take(length);
        long value = length > 0 && (taken[^1] & 0x80) != 0 ? -1 : 0;
        for (var i = length - 1; i >= 0; i--)
        {
            value = (value << 8) | taken[i];
        }

        return value;
    }

    /// <summary>UTF-8 text of a length in bytes.</summary>
    public string Text(uint length)
    {
        if (length > LongestText)
        {
            throw Fault($"text of at most {LongestText} bytes", $"{length} bytes");
        }

        var taken = Take((int)length);
        try
        {
            return Utf8.GetString(taken);
        }
        catch (DecoderFallbackException e)
        {
            throw Fault("UTF-8 text", "other bytes", e);
        }
    }

    /// <summary>ASCII text up to the end of its line.</summary>
    public string Line()
    {
        var length = bytes.Span[Position..].IndexOf((byte)'\n');
        if (length is < 0 or > LongestName)
        {
            throw Fault($"a name of at most {LongestName} bytes and the end of its line", length < 0 ? "no end of line" : $"{length} bytes");
        }

        var line = Encoding.ASCII.GetString(Take(length));
        Position++;
        return line;
    }

    public CheckpointException Fault(string expected, string found, Exception? inner = null) =>
        new(file, "data.pkl", expected, $"{found} at byte {Position}", inner);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Remaining)
        {
            throw Fault($"{count} more bytes", $"{Remaining}, the end of the pickle,");
        }

        var taken = bytes.Span.Slice(Position, count);
        Position += count;
        return taken;
    }
}
