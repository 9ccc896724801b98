using System.Globalization;
using System.Text.Json;

namespace Noble.Edge.Neurons;

/// <summary>An object of a search file, with what a message needs to say where it is.</summary>
internal readonly struct SearchJsonObject
{
    private static readonly JsonDocumentOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    private readonly JsonElement _element;

    private SearchJsonObject(JsonElement element, string where)
    {
        (_element, Where) = (element, where);
    }

    /// <summary>File and place, for messages.</summary>
    public string Where { get; }

    /// <summary>Names and values of the object.</summary>
    public IEnumerable<JsonProperty> Properties => _element.EnumerateObject();

    /// <summary>Reads a file that holds one object.</summary>
    public static SearchJsonObject Read(string path)
    {
        try
        {
            // The element outlives the document: it is not disposed, only collected.
            var document = JsonDocument.Parse(File.ReadAllBytes(path), Options);
            return Of(document.RootElement, path);
        }
        catch (JsonException e)
        {
            throw new SearchFileException($"{path}: not JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SearchFileException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>An element that has to be an object.</summary>
    public static SearchJsonObject Of(JsonElement element, string where) => element.ValueKind == JsonValueKind.Object
        ? new SearchJsonObject(element, where)
        : throw new SearchFileException($"{where}: {Kind(element)}; expected an object");

    /// <summary>The same object under a name that says more.</summary>
    public SearchJsonObject At(string where) => new(_element, where);

    /// <summary>Refuses names that have no meaning here.</summary>
    public SearchJsonObject Only(params string[] names)
    {
        foreach (var property in _element.EnumerateObject())
        {
            if (!names.Contains(property.Name))
            {
                throw new SearchFileException($"{Where}: unknown key '{property.Name}'; expected {string.Join(", ", names)}");
            }
        }

        return this;
    }

    public JsonElement? Find(string name) => _element.TryGetProperty(name, out var value) ? value : null;

    public JsonElement Get(string name, string expected) => Find(name)
        ?? throw new SearchFileException($"{Where}: no '{name}'; expected {expected}");

    public double Number(string name, string expected) => Number(Get(name, expected), $"{Where}: '{name}'");

    public double Number(string name, double otherwise) => Find(name) is { } value ? Number(value, $"{Where}: '{name}'") : otherwise;

    public string Text(string name) => Get(name, "a text") is { ValueKind: JsonValueKind.String } text
        ? text.GetString()!
        : throw new SearchFileException($"{Where}: '{name}' is {Kind(Find(name)!.Value)}; expected a text");

    public static double Number(JsonElement element, string where) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new SearchFileException($"{where} is {Kind(element)}; expected a number");

    /// <summary>What an element is, for messages.</summary>
    public static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => element.GetRawText(),
        JsonValueKind.String => string.Create(CultureInfo.InvariantCulture, $"the text '{element.GetString()}'"),
        JsonValueKind.Array => "a list",
        _ => "an object",
    };
}
