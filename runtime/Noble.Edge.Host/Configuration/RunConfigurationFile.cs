using System.Text;
using System.Text.Json;

namespace Noble.Edge.Host;

/// <summary>Reads a configuration file; every error names the file and the line.</summary>
internal static class RunConfigurationFile
{
    /// <summary>Puts what the file says over the settings.</summary>
    /// <exception cref="UserMistakeException">The file cannot be read, or a key or value in it is wrong.</exception>
    internal static RunSettings Apply(string path, RunSettings settings)
    {
        byte[] text;
        try
        {
            text = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserMistakeException($"configuration file '{path}' cannot be read: {(error is FileNotFoundException or DirectoryNotFoundException ? "no such file" : error.Message)}", error);
        }

        return ApplyText(path, text, settings) with { ConfigurationFile = Path.GetFullPath(path), ConfigurationText = Encoding.UTF8.GetString(text) };
    }

    /// <summary>The same from a text; the path is for errors, and for what is relative to its folder.</summary>
    internal static RunSettings ApplyText(string path, byte[] text, RunSettings settings)
    {
        try
        {
            var lines = KeyLines(path, text);
            var configuration = JsonSerializer.Deserialize(text, RunConfigurationJson.Default.RunConfiguration)
                ?? throw new UserMistakeException($"{path} line 1: expected an object");
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            foreach (var (key, apply) in RunConfigurationKeys.All)
            {
                settings = ApplyKey(path, lines, key, () => apply(configuration, settings, folder));
            }

            return settings with { LiveRig = RigReader.Read(new ConfigSection(path, ConfigNode.Parse(path, text), "")) };
        }
        catch (JsonException error)
        {
            throw new UserMistakeException($"{path} line {(error.LineNumber ?? 0) + 1}: {Explain(error)}", error);
        }
    }

    private static RunSettings ApplyKey(string path, Dictionary<string, int> lines, string key, Func<RunSettings> apply)
    {
        if (!lines.TryGetValue(key, out var line))
        {
            return apply();
        }

        try
        {
            return apply();
        }
        catch (Exception error) when (error is UserMistakeException or ArgumentOutOfRangeException)
        {
            throw new UserMistakeException($"{path} line {line}: {error.Message}", error);
        }
    }

    // The keys of the object and the lines that they are on. Done here because the serializer's own error for an
    // unknown key names a type of this program.
    private static Dictionary<string, int> KeyLines(string path, byte[] text)
    {
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
            string[] known = [.. RunConfigurationKeys.All.Select(entry => entry.Key), .. RigReader.Keys];
            if (!known.Contains(key))
            {
                throw new UserMistakeException($"{path} line {line}: unknown key '{key}', expected one of {string.Join(", ", known)}{ConfigSection.Nearest(key, known)}");
            }

            if (!lines.TryAdd(key, line))
            {
                throw new UserMistakeException($"{path} line {line}: key '{key}' is there twice, first on line {lines[key]}");
            }
        }

        return lines;
    }

    private static string Explain(JsonException error)
    {
        var key = error.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : null;
        if (key is not null && RunConfigurationKeys.All.FirstOrDefault(known => known.Key == key) is { Key: not null } found)
        {
            return $"{key}: expected {RunConfigurationKeys.Kind(found.Key)}";
        }

        if (error.Path == "$" && error.InnerException is null)
        {
            return "expected an object";
        }

        // The serializer appends path and position in sentences of their own.
        var message = error.Message;
        foreach (var tail in new[] { " Path: ", " LineNumber: " })
        {
            var end = message.IndexOf(tail, StringComparison.Ordinal);
            message = end > 0 ? message[..end] : message;
        }

        return message.TrimEnd('.');
    }
}
