using System.Text.Json;
using System.Text.Json.Nodes;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Reads a training configuration; every error names the file and the line.</summary>
/// <remarks>JSON with comments and trailing commas. <c>data</c>, <c>teacher</c> and <c>run</c> are relative to the file's folder.</remarks>
public static class TrainingConfigurationFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a file; what it leaves out has its default.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">What else is known, put over the file before it is checked; null for nothing.</param>
    /// <exception cref="DataSetException">The file cannot be read, or a name or value in it is wrong.</exception>
    public static TrainingConfiguration Read(string path, Func<TrainingConfiguration, TrainingConfiguration>? overrides = null)
    {
        byte[] text;
        try
        {
            text = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataSetException($"configuration '{path}' cannot be read: {(e is FileNotFoundException or DirectoryNotFoundException ? "no such file" : e.Message)}", e);
        }

        var (parsed, lines) = Parse(path, text);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        parsed = parsed with
        {
            Data = parsed.Data is { } data ? Path.Combine(folder, data) : null,
            Run = parsed.Run is { } run ? Path.Combine(folder, run) : null,
            Teacher = parsed.Teacher is { } teacher ? Path.Combine(folder, teacher) : null,
        };
        var configuration = overrides is null ? parsed : overrides(parsed);
        foreach (var (key, fault) in configuration.Faults())
        {
            // A fault that the file alone would not have is not on any of its lines.
            throw new DataSetException(lines.TryGetValue(key, out var line) && parsed.Faults().Contains((key, fault))
                ? $"{path} line {line}: {fault}"
                : fault);
        }

        return configuration;
    }

    private static (TrainingConfiguration Configuration, Dictionary<string, int> Lines) Parse(string path, byte[] text)
    {
        Dictionary<string, int> lines = [];
        try
        {
            lines = Lines(path, text);
            var given = JsonNode.Parse(text, documentOptions: Lenient) as JsonObject ?? throw new DataSetException($"{path} line 1: expected an object");
            return (WithDefaults(given).Deserialize(TrainingJson.Default.TrainingConfiguration)!, lines);
        }
        catch (JsonException e)
        {
            var key = e.Path is { Length: > 2 } at ? at[2..].Split('.', '[')[0] : "";
            throw new DataSetException(
                lines.TryGetValue(key, out var line)
                    ? $"{path} line {line}: {key}: expected {Kind(key)}"
                    : $"{path} line {(e.LineNumber ?? 0) + 1}: {FirstSentence(e.Message)}",
                e);
        }
    }

    // The serializer gives what is not in the text the default of its type, and not that of the record.
    private static JsonObject WithDefaults(JsonObject given)
    {
        var all = JsonSerializer.SerializeToNode(new TrainingConfiguration(), TrainingJson.Default.TrainingConfiguration)!.AsObject();
        foreach (var (name, value) in given)
        {
            all[name] = value?.DeepClone();
        }

        foreach (var channel in (all["inputs"] as JsonArray)?.OfType<JsonObject>() ?? [])
        {
            channel.TryAdd("frequencies", 1);
        }

        return all;
    }

    // The names in the object and their lines. Done here because the serializer's own error for an unknown name speaks of a type of this program.
    private static Dictionary<string, int> Lines(string path, byte[] text)
    {
        var known = TrainingJson.Default.TrainingConfiguration.Properties.Select(property => property.Name).Order().ToArray();
        var lines = new Dictionary<string, int>();
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }

            var key = reader.GetString()!;
            var line = 1 + text.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
            if (!known.Contains(key))
            {
                throw new DataSetException($"{path} line {line}: unknown name '{key}', expected one of {string.Join(", ", known)}");
            }

            if (!lines.TryAdd(key, line))
            {
                throw new DataSetException($"{path} line {line}: '{key}' is there twice, first on line {lines[key]}");
            }
        }

        return lines;
    }

    private static string Kind(string key)
    {
        var type = TrainingJson.Default.TrainingConfiguration.Properties.First(property => property.Name == key).PropertyType;
        return type == typeof(int) || type == typeof(long) ? "a whole number"
            : type == typeof(double) ? "a number"
            : type == typeof(bool) ? "true or false"
            : type == typeof(string) ? "text"
            : type == typeof(string[]) ? "a list of texts"
            : type == typeof(ChannelSpec[]) ? $"a list of channels, each {{ \"kind\": K, \"feature\": F, \"frequencies\": N }} with K one of {string.Join(", ", Enum.GetNames<ChannelKind>())}"
            : "a list of [low, high]";
    }

    // The serializer appends path and position in sentences of their own.
    private static string FirstSentence(string message)
    {
        foreach (var tail in new[] { " Path: ", " LineNumber: " })
        {
            var end = message.IndexOf(tail, StringComparison.Ordinal);
            message = end > 0 ? message[..end] : message;
        }

        return message.TrimEnd('.');
    }
}
