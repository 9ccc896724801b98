using System.Text.Json;

namespace Noble.Edge.Host;

/// <summary>A value of a configuration file, and the line that it is on.</summary>
internal sealed class ConfigNode
{
    private ConfigNode(JsonTokenType type, int line) => (Type, Line) = (type, line);

    /// <summary>What it is: <see cref="JsonTokenType.StartObject"/>, <see cref="JsonTokenType.StartArray"/>, a text, a number, true, false or null.</summary>
    internal JsonTokenType Type { get; }

    /// <summary>Line in the file, from 1.</summary>
    internal int Line { get; }

    /// <summary>Of a text, or of a number as it was written.</summary>
    internal string Text { get; private init; } = "";

    /// <summary>Of an object, in the file's order.</summary>
    internal IReadOnlyList<(string Key, int Line, ConfigNode Value)> Members => _members;

    /// <summary>Of an array.</summary>
    internal IReadOnlyList<ConfigNode> Items => _items;

    private readonly List<(string Key, int Line, ConfigNode Value)> _members = [];
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

    /// <summary>Reads a file's text; comments and trailing commas are allowed.</summary>
    /// <exception cref="UserMistakeException">It is no JSON, or has a key twice.</exception>
    internal static ConfigNode Parse(string file, ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            reader.Read();
            var lines = new LineCount(text);
            var root = Value(file, ref reader, ref lines);
            return reader.Read() ? throw new UserMistakeException($"{file} line {lines.At(reader.TokenStartIndex)}: expected nothing after the object") : root;
        }
        catch (JsonException error)
        {
            throw new UserMistakeException($"{file} line {(error.LineNumber ?? 0) + 1}: {Plain(error.Message)}", error);
        }
    }

    private static ConfigNode Value(string file, ref Utf8JsonReader reader, ref LineCount lines)
    {
        var line = lines.At(reader.TokenStartIndex);
        var node = new ConfigNode(reader.TokenType, line)
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
            var keyLine = lines.At(reader.TokenStartIndex);
            if (node._members.FirstOrDefault(member => member.Key == key) is { Value: not null } first)
            {
                throw new UserMistakeException($"{file} line {keyLine}: key '{key}' is there twice, first on line {first.Line}");
            }

            reader.Read();
            node._members.Add((key, keyLine, Value(file, ref reader, ref lines)));
        }

        while (node.Type is JsonTokenType.StartArray && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            node._items.Add(Value(file, ref reader, ref lines));
        }

        return node;
    }

    // The parser appends the position in words of its own.
    private static string Plain(string message)
    {
        var end = message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return (end > 0 ? message[..end] : message).TrimEnd('.');
    }

    /// <summary>Counts lines as positions go up.</summary>
    private ref struct LineCount(ReadOnlySpan<byte> text)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private int _position;
        private int _line = 1;

        internal int At(long position)
        {
            _line += _text[_position..(int)position].Count((byte)'\n');
            _position = (int)position;
            return _line;
        }
    }
}
