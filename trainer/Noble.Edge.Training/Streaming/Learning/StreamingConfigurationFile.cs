using System.Text.Json;
using System.Text.Json.Nodes;

namespace Noble.Edge.Training;

/// <summary>Reads the configuration of a streaming operator's training; every error names the file.</summary>
public static class StreamingConfigurationFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Whether a file is such a configuration; false also where it cannot be read.</summary>
    public static bool Is(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path), documentOptions: Lenient) is JsonObject given && (string?)given["operator"] == StreamingConfiguration.OperatorName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Reads a file; paths in it are relative to its folder, and what it leaves out has its default.</summary>
    /// <exception cref="DataSetException">The file cannot be read, or a name or value in it is wrong.</exception>
    public static StreamingConfiguration Read(string path)
    {
        JsonObject given;
        try
        {
            given = JsonNode.Parse(File.ReadAllText(path), documentOptions: Lenient) as JsonObject ?? throw new DataSetException($"{path}: expected an object");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new DataSetException($"configuration '{path}' cannot be read: {e.Message}", e);
        }

        // The serializer gives what is not in the text the default of its type, and not that of the record.
        var all = JsonSerializer.SerializeToNode(new StreamingConfiguration(), TrainingJson.Default.StreamingConfiguration)!.AsObject();
        foreach (var (name, value) in given)
        {
            if (!all.ContainsKey(name))
            {
                throw new DataSetException($"{path}: unknown name '{name}', expected one of {string.Join(", ", all.Select(known => known.Key))}");
            }

            all[name] = value?.DeepClone();
        }

        StreamingConfiguration configuration;
        try
        {
            configuration = all.Deserialize(TrainingJson.Default.StreamingConfiguration)!;
        }
        catch (JsonException e)
        {
            throw new DataSetException($"{path}: '{e.Path?[2..]}' has a value of another kind than expected", e);
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        configuration = configuration with
        {
            Data = [.. configuration.Data.Select(data => Path.Combine(folder, data))],
            Model = configuration.Model is { } model ? Path.Combine(folder, model) : null,
            From = configuration.From is { } from ? Path.Combine(folder, from) : null,
            Run = configuration.Run is { } run ? Path.Combine(folder, run) : null,
        };
        return configuration.Fault() is { } fault ? throw new DataSetException($"{path}: {fault}") : configuration;
    }

    /// <summary>The text of a configuration, with absolute paths.</summary>
    public static string ToText(StreamingConfiguration configuration) => JsonSerializer.Serialize(
        configuration with
        {
            Data = [.. configuration.Data.Select(Path.GetFullPath)],
            Model = configuration.Model is { } model ? Path.GetFullPath(model) : null,
            From = configuration.From is { } from ? Path.GetFullPath(from) : null,
        },
        TrainingJson.Default.StreamingConfiguration);
}
