using System.Buffers.Binary;
using System.Text.Json;

namespace Noble.Edge.Operator;

/// <content>Writing.</content>
public sealed partial class SafetensorsFile
{
    /// <summary>
    /// Writes a file; an existing one is replaced. Tensors are laid out by element size (8-byte elements first), then by
    /// name, so that equal contents give equal bytes.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">Text to keep beside them; null for none.</param>
    public static void Write(string path, IEnumerable<KeyValuePair<string, TensorData>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(tensors);
        KeyValuePair<string, TensorData>[] ordered =
        [
            .. tensors.OrderByDescending(tensor => NpyHeader.SizeOf(tensor.Value.Element)).ThenBy(tensor => tensor.Key, StringComparer.Ordinal),
        ];
        byte[] header = Header(ordered, metadata);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        using FileStream stream = File.Create(path);
        stream.Write(length);
        stream.Write(header);
        foreach ((_, TensorData tensor) in ordered)
        {
            stream.Write(tensor.Bytes);
        }
    }

    private static byte[] Header(KeyValuePair<string, TensorData>[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(MetadataKey);
                foreach ((string key, string value) in metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long at = 0;
            foreach ((string name, TensorData tensor) in tensors)
            {
                long end = at + tensor.Bytes.Length;
                json.WriteStartObject(name);
                json.WriteString("dtype", tensor.Element switch { ArrayElement.F32 => "F32", ArrayElement.F64 => "F64", _ => "I64" });
                json.WriteStartArray("shape");
                foreach (int axis in tensor.Shape)
                {
                    json.WriteNumberValue(axis);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(at);
                json.WriteNumberValue(end);
                json.WriteEndArray();
                json.WriteEndObject();
                at = end;
            }

            json.WriteEndObject();
        }

        // The format allows trailing spaces; they bring the elements to a multiple of eight bytes.
        while (stream.Length % 8 != 0)
        {
            stream.WriteByte((byte)' ');
        }

        return stream.ToArray();
    }
}
