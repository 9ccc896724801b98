using System.Text;
using System.Text.Json;

namespace Noble.Edge.Neurons;

/// <summary>Files of a search appear whole or not at all.</summary>
internal static class SearchFiles
{
    /// <summary>Writes beside the file and renames.</summary>
    public static void Write(string path, byte[] content)
    {
        var beside = path + ".part";
        using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            stream.Write(content);

            // Else a power cut may leave the new name on an empty file.
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    public static void Write(string path, string content) => Write(path, Encoding.UTF8.GetBytes(content));

    public static void Write(string path, JsonWriterOptions options, Action<Utf8JsonWriter> write) => Write(path, Json(options, write));

    public static byte[] Json(JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            write(json);
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
