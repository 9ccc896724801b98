using System.Text;
using System.Text.Json;

namespace Noble.Edge.Neurons;

/// <summary>Files of a search appear whole or not at all.</summary>
internal static class SearchFiles
{
    /// <summary>Writes beside the file and renames.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">All of it.</param>
    /// <param name="survivesPowerCut">Whether to wait for the disk; else a power cut may leave the new name on an empty file.</param>
    public static void Write(string path, byte[] content, bool survivesPowerCut = false)
    {
        var beside = path + ".part";
        using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            stream.Write(content);
            stream.Flush(survivesPowerCut);
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
