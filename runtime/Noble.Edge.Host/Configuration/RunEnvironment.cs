using System.Collections;
using System.Text;
using System.Text.Json;

namespace Noble.Edge.Host;

/// <summary>Environment variables over a configuration's keys: <c>NOBLE_EDGE_CURRENT_NANOAMPERES</c> for <c>currentNanoamperes</c>.</summary>
/// <remarks>They count more than the file and less than the command line. Only the keys of <see cref="RunConfigurationKeys"/>: no limit and no port is changed from outside.</remarks>
internal static class RunEnvironment
{
    private const string Prefix = "NOBLE_EDGE_";

    // Of other parts of the program.
    private static readonly string[] Others = ["NOBLE_EDGE_ONNXRUNTIME", "NOBLE_EDGE_VECTORS"];

    /// <summary>The variable of a key.</summary>
    internal static string Variable(string key)
    {
        var name = new StringBuilder(Prefix);
        foreach (var letter in key)
        {
            name.Append(char.IsUpper(letter) ? $"_{letter}" : char.ToUpperInvariant(letter).ToString());
        }

        return name.ToString();
    }

    /// <summary>Puts this process's variables over the settings; one that is no key's but near one is warned of.</summary>
    /// <exception cref="LocatedMistakeException">A value is wrong.</exception>
    internal static RunSettings Apply(RunSettings settings)
    {
        var mistakes = new ConfigMistakes();
        settings = Examine(Variables(), settings, mistakes, Errors.Warn);
        mistakes.ThrowFirst();
        return settings;
    }

    /// <summary>The variables of this process that begin as these do.</summary>
    internal static Dictionary<string, string> Variables() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Where(entry => ((string)entry.Key).StartsWith(Prefix, StringComparison.Ordinal) && entry.Value is string { Length: > 0 })
        .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    /// <summary>Puts variables over the settings as far as they are right, and gathers what is not.</summary>
    internal static RunSettings Examine(IReadOnlyDictionary<string, string> variables, RunSettings settings, ConfigMistakes mistakes, Action<string> warn)
    {
        bool Has(string key) => variables.ContainsKey(Variable(key));
        settings = settings.WithoutNeurons(byPoints: Has("latents") || Has("interpolate"), byNumber: Has("neurons") || Has("population"));
        foreach (var (key, _) in RunConfigurationKeys.All)
        {
            if (variables.TryGetValue(Variable(key), out var text))
            {
                var source = $"environment variable {Variable(key)}";
                var schema = RunSchema.Instance.Key(key)!;
                var value = ConfigNode.Of(TypeOf(schema, text), text);
                new SchemaCheck(source, mistakes).Check(value, schema, key);
                settings = RunConfigurationFile.ApplyKey(source, key, value, Environment.CurrentDirectory, settings, mistakes);
            }
        }

        string[] known = [.. RunConfigurationKeys.All.Select(entry => Variable(entry.Key)), .. Others];
        foreach (var unknown in variables.Keys.Except(known).Order())
        {
            if (ConfigSection.NearestOf(unknown, known) is { } nearest)
            {
                warn($"environment variable {unknown} is not known; did you mean {nearest}?");
            }
        }

        return settings;
    }

    // What is no such value stays a text, so that the schema's check says what was expected.
    private static JsonTokenType TypeOf(SchemaNode schema, string text) => schema.Type switch
    {
        "boolean" when text == "true" => JsonTokenType.True,
        "boolean" when text == "false" => JsonTokenType.False,
        "number" or "integer" when IsNumber(text) => JsonTokenType.Number,
        _ => JsonTokenType.String,
    };

    private static bool IsNumber(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
