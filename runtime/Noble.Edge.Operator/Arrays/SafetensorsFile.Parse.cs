using System.Runtime.InteropServices;
using System.Text.Json;

namespace Noble.Edge.Operator;

/// <content>Reading: the header's JSON against the bytes that follow it.</content>
public sealed partial class SafetensorsFile
{
    private const string MetadataKey = "__metadata__";

    private readonly record struct Entry(string Name, ArrayElement Element, int[] Shape, long Begin, long End);

    private static SafetensorsFile Parse(ReadOnlyMemory<byte> header, ReadOnlySpan<byte> data, string source)
    {
        using JsonDocument document = ParseJson(header, source);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new ArrayFileException(source, null, "a JSON object as header", $"a JSON {document.RootElement.ValueKind}");
        }

        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var entries = new List<Entry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            if (!names.Add(property.Name))
            {
                throw new ArrayFileException(source, property.Name, "each name once", "the name twice");
            }

            if (property.Name == MetadataKey)
            {
                ReadMetadata(property.Value, metadata, source);
            }
            else
            {
                entries.Add(ReadEntry(property, source));
            }
        }

        CheckCover(entries, data.Length, source);
        var tensors = new Dictionary<string, TensorData>(StringComparer.Ordinal);
        foreach (Entry entry in entries)
        {
            ReadOnlySpan<byte> bytes = data[(int)entry.Begin..(int)entry.End];
            tensors.Add(entry.Name, entry.Element switch
            {
                ArrayElement.F32 => new TensorData(Elements<float>(bytes), entry.Shape),
                ArrayElement.F64 => new TensorData(Elements<double>(bytes), entry.Shape),
                _ => new TensorData(Elements<long>(bytes), entry.Shape),
            });
        }

        return new SafetensorsFile(tensors, metadata);
    }

    private static JsonDocument ParseJson(ReadOnlyMemory<byte> header, string source)
    {
        try
        {
            return JsonDocument.Parse(header);
        }
        catch (JsonException error)
        {
            throw new ArrayFileException(source, null, "a JSON header", $"an error at byte {error.BytePositionInLine + 8}", error);
        }
    }

    private static void ReadMetadata(JsonElement value, Dictionary<string, string> metadata, string source)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new ArrayFileException(source, MetadataKey, "a JSON object", $"a JSON {value.ValueKind}");
        }

        foreach (JsonProperty entry in value.EnumerateObject())
        {
            metadata[entry.Name] = entry.Value.ValueKind == JsonValueKind.String
                ? entry.Value.GetString()!
                : throw new ArrayFileException(source, MetadataKey, $"text under '{entry.Name}'", $"a JSON {entry.Value.ValueKind}");
        }
    }

    private static Entry ReadEntry(JsonProperty property, string source)
    {
        string name = property.Name;
        JsonElement value = property.Value;
        if (value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("dtype", out JsonElement dtype) || dtype.ValueKind != JsonValueKind.String
            || !value.TryGetProperty("shape", out JsonElement axes) || axes.ValueKind != JsonValueKind.Array
            || !value.TryGetProperty("data_offsets", out JsonElement offsets) || offsets.ValueKind != JsonValueKind.Array)
        {
            throw new ArrayFileException(source, name, "an object with dtype, shape and data_offsets", value.GetRawText());
        }

        ArrayElement element = dtype.GetString() switch
        {
            "F32" => ArrayElement.F32,
            "F64" => ArrayElement.F64,
            "I64" => ArrayElement.I64,
            string other => throw new ArrayFileException(source, name, "dtype F32, F64 or I64", other),
            null => throw new ArrayFileException(source, name, "dtype F32, F64 or I64", "null"),
        };

        int[] shape = new int[axes.GetArrayLength()];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            if (axes[axis].ValueKind != JsonValueKind.Number || !axes[axis].TryGetInt32(out shape[axis]) || shape[axis] < 0)
            {
                throw new ArrayFileException(source, name, "a shape of whole numbers", axes.GetRawText());
            }
        }

        long begin = 0;
        long end = 0;
        if (offsets.GetArrayLength() != 2
            || offsets[0].ValueKind != JsonValueKind.Number || !offsets[0].TryGetInt64(out begin)
            || offsets[1].ValueKind != JsonValueKind.Number || !offsets[1].TryGetInt64(out end)
            || begin < 0 || end < begin)
        {
            throw new ArrayFileException(source, name, "data_offsets [begin, end]", offsets.GetRawText());
        }

        if (!ArrayShape.TryCount(shape, out int count) || end - begin != (long)count * NpyHeader.SizeOf(element))
        {
            throw new ArrayFileException(source, name, $"{(long)count * NpyHeader.SizeOf(element)} bytes for shape {ArrayShape.Text(shape)} of {dtype.GetString()}", $"{end - begin} bytes");
        }

        return new Entry(name, element, shape, begin, end);
    }

    // The tensors must cover the data exactly: no overlap, no hole, nothing behind.
    private static void CheckCover(List<Entry> entries, long dataLength, string source)
    {
        entries.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        long at = 0;
        foreach (Entry entry in entries)
        {
            if (entry.Begin != at)
            {
                string kind = entry.Begin < at ? "an overlap" : "a hole";
                throw new ArrayFileException(source, entry.Name, $"data from byte {at}", $"{kind}: data from byte {entry.Begin}");
            }

            if (entry.End > dataLength)
            {
                throw new ArrayFileException(source, entry.Name, $"data up to byte {entry.End}", $"a file truncated at byte {dataLength} of its data");
            }

            at = entry.End;
        }

        if (at != dataLength)
        {
            throw new ArrayFileException(source, null, $"{at} bytes of data", $"{dataLength} bytes");
        }
    }

    private static T[] Elements<T>(ReadOnlySpan<byte> bytes)
        where T : unmanaged
    {
        var elements = new T[bytes.Length / Marshal.SizeOf<T>()];
        bytes.CopyTo(MemoryMarshal.AsBytes(elements.AsSpan()));
        return elements;
    }
}
