using System.Text.Json;

namespace Noble.Edge.Rig;

/// <summary>An object of a circuit's description, read key by key; <see cref="Finish"/> last: a key that nobody asked for is a mistake.</summary>
internal sealed class CircuitPart
{
    private readonly JsonElement _element;
    private readonly List<string> _known = [];

    internal CircuitPart(string where, JsonElement element)
    {
        (Where, _element) = (where, element);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new CircuitException(where, $"is {Name(element)}, expected an object");
        }
    }

    /// <summary>Where it is.</summary>
    internal string Where { get; }

    internal double? Number(string key) => Find(key) is { } value
        ? value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Wrong(key, value, "a number")
        : null;

    internal double RequiredNumber(string key) => Number(key) ?? throw Missing(key, "a number");

    internal int? Integer(string key) => Find(key) is { } value
        ? value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Wrong(key, value, "a whole number")
        : null;

    internal int RequiredInteger(string key) => Integer(key) ?? throw Missing(key, "a whole number");

    internal ulong? Seed(string key) => Find(key) is { } value
        ? value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out var number) ? number : throw Wrong(key, value, "a whole number from 0")
        : null;

    internal bool? Flag(string key) => Find(key) is { } value
        ? value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(key, value, "true or false")
        : null;

    internal string? Text(string key) => Find(key) is { } value
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(key, value, "a text")
        : null;

    internal bool IsFalse(string key) => Flag(key) == false;

    internal T? Object<T>(string key, Func<CircuitPart, T> read)
        where T : class
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        return ReadOne(At(key), value, read);
    }

    internal T[] List<T>(string key, Func<CircuitPart, T> read) => Find(key) is not { } value ? []
        : value.ValueKind != JsonValueKind.Array ? throw Wrong(key, value, "a list")
        : [.. value.EnumerateArray().Select((item, i) => ReadOne($"{At(key)}[{i}]", item, read))];

    internal void Finish()
    {
        foreach (var member in _element.EnumerateObject())
        {
            if (!_known.Contains(member.Name))
            {
                throw new CircuitException(At(member.Name), $"is no key, expected {string.Join(", ", _known)}");
            }
        }
    }

    private static T ReadOne<T>(string where, JsonElement element, Func<CircuitPart, T> read)
    {
        var part = new CircuitPart(where, element);
        var value = read(part);
        part.Finish();
        return value;
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

    private string At(string key) => Where == "circuit" ? key : $"{Where}.{key}";

    private CircuitException Wrong(string key, JsonElement value, string expected) => new(At(key), $"is {Name(value)}, expected {expected}");

    private CircuitException Missing(string key, string expected) => new(At(key), $"is missing, expected {expected}");
}
