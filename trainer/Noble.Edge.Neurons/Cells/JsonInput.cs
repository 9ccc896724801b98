using System.Text.Json;

namespace Noble.Edge.Neurons;

/// <summary>Opens a JSON file that may have comments and commas at the end of lists.</summary>
internal static class JsonInput
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="CellFileException">It cannot be read, or is not JSON; the message names the line.</exception>
    public static JsonDocument Open(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllText(path), Options);
        }
        catch (JsonException e)
        {
            throw new CellFileException(path, $"line {e.LineNumber + 1} is not JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CellFileException(path, $"cannot be read: {e.Message}", e);
        }
    }
}
