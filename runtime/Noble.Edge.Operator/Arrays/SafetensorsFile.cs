using System.Buffers.Binary;

namespace Noble.Edge.Operator;

/// <summary>
/// A safetensors file: named tensors of float32, float64 or int64 and a table of text metadata.
/// Layout: u64 header length, JSON header, the tensors' bytes without holes; little-endian.
/// </summary>
public sealed partial class SafetensorsFile
{
    // The format's own bound; a longer one is taken for a file that is not safetensors at all.
    private const long LargestHeader = 100_000_000;

    private SafetensorsFile(IReadOnlyDictionary<string, TensorData> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Tensors = tensors;
        Metadata = metadata;
    }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, TensorData> Tensors { get; }

    /// <summary>The text table <c>__metadata__</c>; empty where the file has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a whole file and checks all of it.</summary>
    /// <exception cref="ArrayFileException">The file breaks the format or holds another element type; names file and tensor.</exception>
    public static SafetensorsFile Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Read(File.ReadAllBytes(path), path);
    }

    /// <summary>Reads a file that is already in memory.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="source">The name that errors carry.</param>
    /// <exception cref="ArrayFileException">The file breaks the format or holds another element type; names file and tensor.</exception>
    public static SafetensorsFile Read(ReadOnlyMemory<byte> bytes, string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (bytes.Length < 8)
        {
            throw new ArrayFileException(source, null, "a header length of 8 bytes", $"a file of {bytes.Length} bytes");
        }

        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span);
        if (headerLength > LargestHeader || headerLength > (ulong)(bytes.Length - 8))
        {
            throw new ArrayFileException(source, null, $"a header of at most {Math.Min(LargestHeader, bytes.Length - 8)} bytes", $"a header length of {headerLength}");
        }

        int dataAt = 8 + (int)headerLength;
        try
        {
            return Parse(bytes[8..dataAt], bytes.Span[dataAt..], source);
        }
        catch (InvalidOperationException e)
        {
            // System.Text.Json decodes text only when it is asked for, and then throws this over bytes that are not UTF-8.
            throw new ArrayFileException(source, null, "a header of UTF-8 text", "other bytes in it", e);
        }
    }
}
