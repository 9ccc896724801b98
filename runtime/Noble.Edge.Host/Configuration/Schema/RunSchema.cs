using System.Text.Json;

namespace Noble.Edge.Host;

/// <summary>The JSON schema of a run's configuration: the one in the repository, which is in the program too.</summary>
internal sealed class RunSchema
{
    /// <summary>Its file's name, version included.</summary>
    internal const string FileName = "noble-edge-run-1.schema.json";

    private static readonly Lazy<RunSchema> Loaded = new(() => new RunSchema(ReadText()));

    private readonly JsonElement _root;

    private RunSchema(byte[] text)
    {
        (Text, _root) = (text, JsonDocument.Parse(text).RootElement);
        Root = new SchemaNode(_root, this);
    }

    /// <summary>The schema that this program reads configurations by.</summary>
    internal static RunSchema Instance => Loaded.Value;

    /// <summary>The file.</summary>
    internal ReadOnlyMemory<byte> Text { get; }

    /// <summary>The configuration.</summary>
    internal SchemaNode Root { get; }

    /// <summary>A key of the configuration, or null.</summary>
    internal SchemaNode? Key(string key) => Root.Properties.FirstOrDefault(property => property.Key == key).Node;

    /// <summary>What <c>#/$defs/NAME</c> stands for.</summary>
    internal JsonElement Definition(string reference)
    {
        const string begin = "#/$defs/";
        return reference.StartsWith(begin, StringComparison.Ordinal) && _root.GetProperty("$defs").TryGetProperty(reference[begin.Length..], out var found)
            ? found
            : throw new InvalidOperationException($"the schema has no {reference}");
    }

    private static byte[] ReadText()
    {
        using var stream = typeof(RunSchema).Assembly.GetManifestResourceStream(FileName)!;
        var text = new byte[stream.Length];
        stream.ReadExactly(text);
        return text;
    }
}
