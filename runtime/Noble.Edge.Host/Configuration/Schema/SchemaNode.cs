using System.Globalization;
using System.Text.Json;

namespace Noble.Edge.Host;

/// <summary>What the schema says of a value: as much of JSON Schema as the configuration's own schema uses.</summary>
internal sealed class SchemaNode
{
    private readonly JsonElement _json;
    private readonly RunSchema _schema;

    internal SchemaNode(JsonElement json, RunSchema schema)
    {
        (_json, _schema) = (json, schema);
        if (Find("$ref") is { } reference)
        {
            _json = schema.Definition(reference.GetString()!);
            Description = Text(json, "description") ?? Text(_json, "description") ?? "";
        }
        else
        {
            Description = Text(json, "description") ?? "";
        }

        Type = Text(_json, "type") ?? "";
        Unit = Text(_json, "unit");
        Const = Text(_json, "const");
        Choices = Find("enum") is { } choices ? [.. choices.EnumerateArray()] : [];
        Required = Find("required") is { } required ? [.. required.EnumerateArray().Select(key => key.GetString()!)] : [];
        Ranges = Find("anyOf") is { } any ? [.. any.EnumerateArray().Select(Range)] : [Range(_json)];
        MultipleOf = Find("multipleOf")?.GetDouble();
        Lengths = (Find("minLength")?.GetInt32() ?? 0, Find("maxLength")?.GetInt32() ?? int.MaxValue);
        Counts = (Find("minItems")?.GetInt32() ?? 0, Find("maxItems")?.GetInt32() ?? int.MaxValue);
        Default = Find("default");
        Examples = Find("examples") is { } examples ? [.. examples.EnumerateArray()] : [];
        Pattern = Text(_json, "pattern");
    }

    internal string Type { get; }

    internal string Description { get; }

    internal string? Unit { get; }

    /// <summary>The only text that it may be, or null.</summary>
    internal string? Const { get; }

    /// <summary>The values that it may have; empty for any.</summary>
    internal IReadOnlyList<JsonElement> Choices { get; }

    /// <summary>Keys that have to be there.</summary>
    internal IReadOnlyList<string> Required { get; }

    /// <summary>Where a number may be: in one of these.</summary>
    internal IReadOnlyList<SchemaRange> Ranges { get; }

    internal double? MultipleOf { get; }

    /// <summary>Characters of a text.</summary>
    internal (int Least, int Most) Lengths { get; }

    /// <summary>Items of a list.</summary>
    internal (int Least, int Most) Counts { get; }

    internal JsonElement? Default { get; }

    internal IReadOnlyList<JsonElement> Examples { get; }

    /// <summary>Form of a text, for editors: the readers know it in words.</summary>
    internal string? Pattern { get; }

    /// <summary>Keys of an object, in the schema's order.</summary>
    internal IReadOnlyList<(string Key, SchemaNode Node)> Properties =>
        field ??= Find("properties") is { } properties ? [.. properties.EnumerateObject().Select(property => (property.Name, new SchemaNode(property.Value, _schema)))] : [];

    /// <summary>Items of a list, or null.</summary>
    internal SchemaNode? Items => field ??= Find("items") is { } items ? new SchemaNode(items, _schema) : null;

    /// <summary>The kinds of object that it may be, told apart by their <see cref="Discriminator"/>; empty where it is of one kind.</summary>
    internal IReadOnlyList<SchemaNode> Kinds => field ??= Find("oneOf") is { } kinds ? [.. kinds.EnumerateArray().Select(kind => new SchemaNode(kind, _schema))] : [];

    /// <summary>The key that says which kind it is: the one that can only be one text.</summary>
    internal string Discriminator => Properties.First(property => property.Node.Const is not null).Key;

    /// <summary>What that key of such a kind says.</summary>
    internal string Kind => Properties.First(property => property.Node.Const is not null).Node.Const!;

    /// <summary>Whether it is a value on its own, not an object or a list.</summary>
    internal bool IsFlat => Type is "string" or "number" or "integer" or "boolean";

    /// <summary>Where a number may be, in words, with the unit; empty for anywhere.</summary>
    internal string RangeText
    {
        get
        {
            var ranges = Ranges.Where(range => range is not { Minimum: null, Maximum: null }).Select(range => range.Described).ToArray();
            var text = Choices.Count > 0 ? string.Join(", ", Choices.Select(choice => choice.ToString())) : string.Join(" or ", ranges);
            var steps = MultipleOf is { } step && text.Length > 0 ? step == 1 ? ", whole" : string.Create(CultureInfo.InvariantCulture, $", a multiple of {step}") : "";
            return text.Length == 0 || Unit is null ? text + steps : $"{text} {Unit}{steps}";
        }
    }

    private JsonElement? Find(string keyword) => _json.TryGetProperty(keyword, out var value) ? value : null;

    private static string? Text(JsonElement json, string keyword) => json.TryGetProperty(keyword, out var value) ? value.ToString() : null;

    private static SchemaRange Range(JsonElement json)
    {
        var zero = json.TryGetProperty("type", out _) ? null : Number(json, "const");
        var (least, above) = (Number(json, "minimum"), Number(json, "exclusiveMinimum"));
        var (most, under) = (Number(json, "maximum"), Number(json, "exclusiveMaximum"));
        return new SchemaRange(zero ?? least ?? above, zero ?? most ?? under, above is not null, under is not null);
    }

    private static double? Number(JsonElement json, string keyword) => json.TryGetProperty(keyword, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
