using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Noble.Edge.Operator;

/// <summary>What the header of a .npy file says.</summary>
/// <param name="Element">Element type in the file.</param>
/// <param name="Shape">The size of each axis, C order.</param>
/// <param name="DataOffset">Where the elements begin. [bytes]</param>
public sealed record NpyHeader(ArrayElement Element, int[] Shape, int DataOffset)
{
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The size of one element. [bytes]</summary>
    public int ElementSize => SizeOf(Element);

    /// <summary>Reads the header of <paramref name="path"/> and leaves the elements alone.</summary>
    /// <exception cref="ArrayFileException">The header is not one this project can read.</exception>
    public static NpyHeader Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    internal static int SizeOf(ArrayElement element) => element is ArrayElement.F32 or ArrayElement.I32 ? 4 : 8;

    internal static NpyHeader Read(Stream stream, string file)
    {
        Span<byte> prefix = stackalloc byte[12];
        if (stream.ReadAtLeast(prefix[..8], 8, throwOnEndOfStream: false) < 8 || !prefix[..6].SequenceEqual(Magic))
        {
            throw new ArrayFileException(file, null, "a .npy file beginning with \\x93NUMPY", "other bytes");
        }

        int major = prefix[6];
        int lengthBytes = major switch
        {
            1 => 2,
            2 => 4,
            _ => throw new ArrayFileException(file, null, ".npy format version 1 or 2", $"version {major}.{prefix[7]}"),
        };
        Span<byte> lengthField = prefix.Slice(8, lengthBytes);
        stream.ReadAtLeast(lengthField, lengthBytes, throwOnEndOfStream: false);
        long length = lengthBytes == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(lengthField) : BinaryPrimitives.ReadUInt32LittleEndian(lengthField);
        long available = stream.Length - 8 - lengthBytes;
        if (length > available || length > 1 << 20)
        {
            throw new ArrayFileException(file, null, $"a header of {length} bytes", $"{Math.Max(available, 0)} bytes after the length field");
        }

        byte[] header = new byte[length];
        stream.ReadExactly(header);
        (ArrayElement element, int[] shape) = Parse(Encoding.Latin1.GetString(header), file);
        return new NpyHeader(element, shape, 8 + lengthBytes + (int)length);
    }

    /// <summary>A version 1 header; <paramref name="totalBytes"/> is a multiple of 64 that holds it.</summary>
    public static byte[] Format(ArrayElement element, ReadOnlySpan<int> shape, int totalBytes = 0)
    {
        string axes = shape.Length == 1 ? $"({shape[0]},)" : ArrayShape.Text(shape);
        string text = $"{{'descr': '{Descriptor(element)}', 'fortran_order': False, 'shape': {axes}, }}";
        int total = Math.Max(totalBytes, (10 + text.Length + 1 + 63) / 64 * 64);
        byte[] bytes = new byte[total];
        bytes.AsSpan(10).Fill((byte)' ');
        Magic.CopyTo(bytes);
        bytes[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)(total - 10));
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(10));
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    private static string Descriptor(ArrayElement element) => element switch
    {
        ArrayElement.F32 => "<f4",
        ArrayElement.F64 => "<f8",
        ArrayElement.I32 => "<i4",
        _ => "<i8",
    };

    private static (ArrayElement Element, int[] Shape) Parse(string header, string file)
    {
        string descriptor = Value(header, "descr", file).Trim('\'', '"');
        ArrayElement element = descriptor switch
        {
            "<f4" => ArrayElement.F32,
            "<f8" => ArrayElement.F64,
            "<i4" => ArrayElement.I32,
            "<i8" => ArrayElement.I64,
            _ => throw new ArrayFileException(file, null, "element type <f4, <f8, <i4 or <i8", $"'{descriptor}'"),
        };
        string order = Value(header, "fortran_order", file);
        if (order != "False")
        {
            throw new ArrayFileException(file, null, "C order (fortran_order False)", $"fortran_order {order}");
        }

        string axes = Value(header, "shape", file);
        string[] parts = axes.Trim('(', ')').Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        int[] shape = new int[parts.Length];
        for (int axis = 0; axis < parts.Length; axis++)
        {
            if (!int.TryParse(parts[axis], NumberStyles.None, CultureInfo.InvariantCulture, out shape[axis]))
            {
                throw new ArrayFileException(file, null, "a shape of whole numbers", axes);
            }
        }

        return (element, shape);
    }

    // The header is the text of a Python dictionary with exactly these three keys; a tuple is the only nesting.
    private static string Value(string header, string key, string file)
    {
        int at = header.IndexOf($"'{key}'", StringComparison.Ordinal);
        int colon = at < 0 ? -1 : header.IndexOf(':', at);
        if (colon < 0)
        {
            throw new ArrayFileException(file, null, $"a header with the key '{key}'", header.Trim());
        }

        string rest = header[(colon + 1)..].TrimStart();
        int end = rest.StartsWith('(') ? rest.IndexOf(')', StringComparison.Ordinal) + 1 : rest.AsSpan().IndexOfAny(',', '}');
        return end <= 0 ? throw new ArrayFileException(file, null, $"a value for the key '{key}'", header.Trim()) : rest[..end].TrimEnd();
    }
}
