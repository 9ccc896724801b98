using System.Text.Json;

namespace Noble.Edge.Rig;

/// <summary>An object of a circuit's description in JSON.</summary>
internal sealed class JsonCircuitPart : ICircuitPart
{
    private readonly JsonElement _element;
    private readonly string _where;
    private readonly List<string> _known = [];

    internal JsonCircuitPart(string where, JsonElement element)
    {
        (_where, _element) = (where, element);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new CircuitException(where, $"is {Name(element)}, expected an object");
        }
    }

    public double? Number(string key) => Find(key) is { } value
        ? value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Wrong(key, value, "a number")
        : null;

    public double RequiredNumber(string key, string expected) => Number(key) ?? throw Missing(key, $"a number, {expected}");

    /// <summary>A whole number, or null.</summary>
    public int? Integer(string key) => Find(key) is { } value
        ? value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Wrong(key, value, "a whole number")
        : null;

    public int RequiredCell(string key) => Integer(key) ?? throw Missing(key, "a whole number, a cell");

    public ulong? Seed(string key) => Find(key) is { } value
        ? value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out var number) ? number : throw Wrong(key, value, "a whole number from 0")
        : null;

    public bool? Flag(string key) => Find(key) is { } value
        ? value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(key, value, "true or false")
        : null;

    public string? Text(string key) => Find(key) is { } value
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(key, value, "a text")
        : null;

    public ICircuitPart? Part(string key) => Find(key) is { } value ? new JsonCircuitPart(At(key), value) : null;

    public IReadOnlyList<ICircuitPart> Parts(string key) => Find(key) is not { } value ? []
        : value.ValueKind != JsonValueKind.Array ? throw Wrong(key, value, "a list")
        : [.. value.EnumerateArray().Select((item, i) => new JsonCircuitPart($"{At(key)}[{i}]", item))];

    public Exception Both(string key, string other) => new CircuitException(_where, $"has {key} and {other}, expected one of them");

    public void Finish()
    {
        foreach (var member in _element.EnumerateObject())
        {
            if (!_known.Contains(member.Name))
            {
                throw new CircuitException(At(member.Name), $"is no key, expected {string.Join(", ", _known)}");
            }
        }
    }

    private static string Name(JsonElement element)
    {
        const int Most = 40;
        var text = element.ValueKind is JsonValueKind.Object ? "an object" : element.ValueKind is JsonValueKind.Array ? "a list" : element.GetRawText();
        return text.Length <= Most ? text : text[..Most] + "...";
    }

    private JsonElement? Find(string key)
    {
        _known.Add(key);
        return _element.TryGetProperty(key, out var value) ? value : null;
    }

    private string At(string key) => _where == CircuitFile.Whole ? key : $"{_where}.{key}";

    private CircuitException Wrong(string key, JsonElement value, string expected) => new(At(key), $"is {Name(value)}, expected {expected}");

    private CircuitException Missing(string key, string expected) => new(At(key), $"is missing, expected {expected}");
}
