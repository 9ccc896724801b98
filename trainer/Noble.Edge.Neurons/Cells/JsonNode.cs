using System.Text.Json;

namespace Noble.Edge.Neurons;

/// <summary>A place in a JSON file that knows where it is, so that a mistake can be named.</summary>
/// <param name="path">The file.</param>
/// <param name="element">The value there.</param>
/// <param name="where">The place, for messages.</param>
internal sealed class JsonNode(string path, JsonElement element, string where)
{
    public string Path => path;

    public string Where => where;

    public bool IsList => element.ValueKind == JsonValueKind.Array;

    public double Number() => element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var value) && double.IsFinite(value)
        ? value
        : throw Expected("a number");

    public int Whole() => Number() is var value && value == (int)value ? (int)value : throw new CellFileException(path, $"{where} is {value}; expected a whole number");

    public string Text() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Expected("text");

    public IEnumerable<JsonNode> Items() => element.ValueKind == JsonValueKind.Array
        ? element.EnumerateArray().Select((item, i) => new JsonNode(path, item, $"{where}[{i}]"))
        : throw Expected("a list");

    public IEnumerable<(string Name, JsonNode Node)> Members() => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().Select(m => (m.Name, new JsonNode(path, m.Value, $"{where}, '{m.Name}'")))
        : throw Expected("an object");

    public JsonNode? Find(string key) => element.ValueKind == JsonValueKind.Object
        ? element.TryGetProperty(key, out var value) ? new JsonNode(path, value, $"{where}, '{key}'") : null
        : throw Expected("an object");

    public JsonNode Get(string key) => Find(key) ?? throw new CellFileException(path, $"{where} has no '{key}'");

    /// <summary>Refuses members other than these.</summary>
    public void Allow(string[] keys)
    {
        foreach (var (name, _) in Members())
        {
            if (!keys.Contains(name))
            {
                throw new CellFileException(path, $"{where} has '{name}'; expected {string.Join(", ", keys)}");
            }
        }
    }

    private CellFileException Expected(string what) => new(path, $"{where} is {element.ValueKind}; expected {what}");
}
