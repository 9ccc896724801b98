using System.Text.Json;

namespace Noble.Edge.Host;

/// <summary>A value of a configuration file, and the line that it is on.</summary>
internal sealed class ConfigNode
{
    private ConfigNode(JsonTokenType type, int line, int column) => (Type, Line, Column) = (type, line, column);

    /// <summary>What it is: <see cref="JsonTokenType.StartObject"/>, <see cref="JsonTokenType.StartArray"/>, a text, a number, true, false or null.</summary>
    internal JsonTokenType Type { get; }

    /// <summary>Line in the file, from 1; 0 for what is in none.</summary>
    internal int Line { get; }

    /// <summary>Column in the line, from 1 [characters]; 0 for what is in no file.</summary>
    internal int Column { get; }

    /// <summary>Of a text, or of a number as it was written.</summary>
    internal string Text { get; private init; } = "";

    /// <summary>Of an object, in the file's order.</summary>
    internal IReadOnlyList<ConfigMember> Members => _members;

    /// <summary>Of an array.</summary>
    internal IReadOnlyList<ConfigNode> Items => _items;

    private readonly List<ConfigMember> _members = [];
    private readonly List<ConfigNode> _items = [];

    /// <summary>What it is, in words.</summary>
    internal string Described => Type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => $"'{Text}'",
        JsonTokenType.Number => Text,
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "null",
    };

    /// <summary>A text, a number, true or false as JSON.</summary>
    internal string Json => Type == JsonTokenType.String ? $"\"{JsonEncodedText.Encode(Text)}\"" : Described;

    /// <summary>The value at a path as <see cref="ConfigMistake.Path"/> has it, or null.</summary>
    internal ConfigNode? At(string path)
    {
        var node = this;
        foreach (var step in path.Split('.', '[').Select(step => step.TrimEnd(']')))
        {
            node = node.Type == JsonTokenType.StartArray && int.TryParse(step, out var index)
                ? node._items.ElementAtOrDefault(index)
                : node._members.FirstOrDefault(member => member.Key == step)?.Value;
            if (node is null)
            {
                return null;
            }
        }

        return node;
    }

    /// <summary>Reads a file's text; comments and trailing commas are allowed.</summary>
    /// <exception cref="LocatedMistakeException">It is no JSON, or has a key twice.</exception>
    internal static ConfigNode Parse(string file, ReadOnlySpan<byte> text)
    {
        var mistakes = new ConfigMistakes();
        var root = Parse(file, text, mistakes);
        mistakes.ThrowFirst();
        return root!;
    }

    /// <summary>Reads a file's text and gathers what is wrong; of a key that is there twice the first counts.</summary>
    /// <returns>Null where it is no JSON.</returns>
    internal static ConfigNode? Parse(string file, ReadOnlySpan<byte> text, ConfigMistakes mistakes)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            reader.Read();
            var places = new Places(text);
            var root = Value(file, "", ref reader, ref places, mistakes);
            if (reader.Read())
            {
                var (line, column) = places.At(reader.TokenStartIndex);
                mistakes.Add(new ConfigMistake(file, line, column, "", "expected nothing after the object"));
            }

            return root;
        }
        catch (JsonException error)
        {
            var line = (int)(error.LineNumber ?? 0) + 1;
            mistakes.Add(new ConfigMistake(file, line, (int)(error.BytePositionInLine ?? 0) + 1, "", JsonErrors.Explain(error)));
            return null;
        }
    }

    /// <summary>A value that is in no file.</summary>
    internal static ConfigNode Of(JsonTokenType type, string text) => new(type, 0, 0) { Text = text };

    private static ConfigNode Value(string file, string path, ref Utf8JsonReader reader, ref Places places, ConfigMistakes mistakes)
    {
        var (line, column) = places.At(reader.TokenStartIndex);
        var node = new ConfigNode(reader.TokenType, line, column)
        {
            Text = reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString()!,
                JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
                _ => "",
            },
        };
        while (node.Type is JsonTokenType.StartObject && reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            var at = path.Length == 0 ? key : $"{path}.{key}";
            var (keyLine, keyColumn) = places.At(reader.TokenStartIndex);
            reader.Read();
            var value = Value(file, at, ref reader, ref places, mistakes);
            if (node._members.FirstOrDefault(member => member.Key == key) is { } first)
            {
                mistakes.Add(new ConfigMistake(file, keyLine, keyColumn, at, $"key '{key}' is there twice, first on line {first.Line}"));
                continue;
            }

            node._members.Add(new ConfigMember(key, keyLine, keyColumn, value));
        }

        while (node.Type is JsonTokenType.StartArray && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            node._items.Add(Value(file, $"{path}[{node._items.Count}]", ref reader, ref places, mistakes));
        }

        return node;
    }

    /// <summary>Counts lines and columns as positions go up.</summary>
    private ref struct Places(ReadOnlySpan<byte> text)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private int _position;
        private int _line = 1;
        private int _lineStart;

        internal (int Line, int Column) At(long position)
        {
            var passed = _text[_position..(int)position];
            _line += passed.Count((byte)'\n');
            _lineStart = passed.LastIndexOf((byte)'\n') is >= 0 and var last ? _position + last + 1 : _lineStart;
            _position = (int)position;
            return (_line, System.Text.Encoding.UTF8.GetCharCount(_text[_lineStart.._position]) + 1);
        }
    }
}
