using System.Globalization;
using System.Text.Json;

namespace Noble.Edge.Host;

/// <summary>An object of a configuration file, read key by key; every error names file, line, key, what was expected and what was found.</summary>
/// <remarks>Whoever reads one calls <see cref="Finish"/> last: a key that nobody asked for is a mistake.</remarks>
internal sealed class ConfigSection
{
    private readonly string _file;
    private readonly ConfigNode _node;
    private readonly string _path;
    private readonly ConfigMistakes? _mistakes;
    private readonly HashSet<string> _known = [];

    /// <param name="file">The file's name, for errors.</param>
    /// <param name="node">The object.</param>
    /// <param name="path">Where it is in the file, as in <c>loop.ports[1]</c>.</param>
    /// <param name="mistakes">Takes what parts of it that stand for themselves have wrong; null: the first is thrown.</param>
    /// <exception cref="LocatedMistakeException">It is no object.</exception>
    internal ConfigSection(string file, ConfigNode node, string path, ConfigMistakes? mistakes = null)
    {
        (_file, _node, _path, _mistakes) = (file, node, path, mistakes);
        if (node.Type != JsonTokenType.StartObject)
        {
            throw Mistake(node, path, $"expected an object, found {node.Described}");
        }
    }

    /// <summary>Where it is in the file.</summary>
    internal string Path => _path;

    /// <summary>The keys that were asked for.</summary>
    internal IReadOnlyCollection<string> Known => _known;

    /// <summary>Told of each object that is read, when its reader has finished with it; for tests.</summary>
    internal Action<ConfigSection>? Finished { get; init; }

    /// <summary>Reads a part that stands for itself: where mistakes are gathered, one in it does not end the reading of the others.</summary>
    /// <returns>Null where there is a mistake in it.</returns>
    internal T? Part<T>(Func<T?> read)
        where T : class
    {
        if (_mistakes is null)
        {
            return read();
        }

        try
        {
            return read();
        }
        catch (LocatedMistakeException error)
        {
            _mistakes.AddConsequence(error.Mistake);
            return null;
        }
    }

    /// <summary>Folder that relative paths are relative to.</summary>
    internal string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(_file))!;

    /// <summary>Whether the key is there.</summary>
    internal bool Has(string key) => Find(key) is not null;

    /// <summary>A text if it is one, for naming something that cannot be read; it does not count as asked for.</summary>
    internal string? Said(string key) => _node.Members.FirstOrDefault(member => member.Key == key)?.Value is { Type: JsonTokenType.String } value ? value.Text : null;

    /// <summary>A text, or null where the key is not there.</summary>
    internal string? Text(string key) => Find(key) is { } value ? value.Type == JsonTokenType.String ? value.Text : throw Wrong(key, value, "a text in quotes") : null;

    /// <summary>A text that has to be there.</summary>
    internal string RequiredText(string key, string expected) => Text(key) ?? throw Missing(key, expected);

    /// <summary>A path, relative ones to the file's folder, or null.</summary>
    internal string? File(string key) => Text(key) is { } path ? System.IO.Path.Combine(Folder, path) : null;

    /// <summary>One of several texts, or null.</summary>
    internal string? OneOf(string key, params string[] choices) => Text(key) is { } text
        ? choices.Contains(text) ? text : throw new LocatedMistakeException(WithNearest(Wrong(_file, PathOf(key), Find(key)!, choices.Length == 0 ? "none: there is none" : $"one of {string.Join(", ", choices)}"), NearestOf(text, choices)))
        : null;

    /// <summary>A number, or null.</summary>
    internal double? Number(string key)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        return value.Type == JsonTokenType.Number && double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Wrong(key, value, "a number");
    }

    /// <summary>A number that has to be there.</summary>
    internal double RequiredNumber(string key, string expected) => Number(key) ?? throw Missing(key, expected);

    /// <summary>A whole number, or null.</summary>
    internal int? Whole(string key) => Find(key) is { } value ? WholeOf(key, value) : null;

    /// <summary>A length of time, given in milliseconds, or null.</summary>
    internal TimeSpan? Milliseconds(string key) => Number(key) is { } value
        ? Math.Abs(value) < 1e12 ? TimeSpan.FromTicks((long)Math.Round(value * TimeSpan.TicksPerMillisecond)) : throw Wrong(key, Find(key)!, "a number of milliseconds")
        : null;

    /// <summary>True or false, or null where the key is not there.</summary>
    internal bool? Flag(string key) => Find(key) is { } value
        ? value.Type is JsonTokenType.True or JsonTokenType.False ? value.Type == JsonTokenType.True : throw Wrong(key, value, "true or false")
        : null;

    /// <summary>A list of whole numbers, or null.</summary>
    internal int[]? Wholes(string key) => Find(key) is { } value
        ? value.Type == JsonTokenType.StartArray ? [.. value.Items.Select(item => WholeOf(key, item))] : throw Wrong(key, value, "a list of whole numbers")
        : null;

    /// <summary>A list of texts, or null.</summary>
    internal string[]? Texts(string key) => Find(key) is { } value
        ? value.Type == JsonTokenType.StartArray
            ? [.. value.Items.Select(item => item.Type == JsonTokenType.String ? item.Text : throw Wrong(key, item, "a text in quotes"))]
            : throw Wrong(key, value, "a list of texts")
        : null;

    /// <summary>An object, or null.</summary>
    internal ConfigSection? Section(string key) => Find(key) is { } value ? Inner(value, PathOf(key)) : null;

    /// <summary>A list of objects; empty where the key is not there.</summary>
    internal IReadOnlyList<ConfigSection> Sections(string key) => Find(key) is { } value
        ? value.Type == JsonTokenType.StartArray
            ? [.. value.Items.Select((item, i) => Inner(item, $"{PathOf(key)}[{i}]"))]
            : throw Wrong(key, value, "a list")
        : [];

    /// <summary>Makes something of what was read; a value that it refuses is the mistake of this object.</summary>
    internal T Make<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or UserMistakeException and not LocatedMistakeException)
        {
            throw Mistake(_node, _path, error.Message, error);
        }
    }

    /// <summary>A mistake in this object.</summary>
    internal UserMistakeException Mistake(string message) => Mistake(_node, _path, message);

    /// <summary>A mistake at one of its keys.</summary>
    internal UserMistakeException Mistake(string key, string message) => Mistake(Find(key) ?? _node, PathOf(key), message);

    /// <summary>Everything has been read.</summary>
    /// <exception cref="UserMistakeException">There is a key that nobody asked for.</exception>
    internal void Finish()
    {
        Finished?.Invoke(this);
        foreach (var member in _node.Members)
        {
            if (!_known.Contains(member.Key))
            {
                throw new LocatedMistakeException(Unknown(_file, _path, member, [.. _known.Order()]));
            }
        }
    }

    /// <summary>A key that is not known.</summary>
    internal static ConfigMistake Unknown(string file, string path, ConfigMember member, IReadOnlyList<string> known)
    {
        var expected = $"one of {string.Join(", ", known.Where(key => key[0] != '$'))}";
        var text = $"unknown key '{member.Key}', expected {expected}{Nearest(member.Key, known)}";
        return new ConfigMistake(file, member.Line, member.Column, path.Length == 0 ? member.Key : $"{path}.{member.Key}", path.Length == 0 ? text : $"{path}: {text}")
        {
            Expected = expected,
            Found = $"'{member.Key}'",
            Nearest = NearestOf(member.Key, known),
        };
    }

    /// <summary>The nearest of the known words, in words; empty where none is near.</summary>
    internal static string Nearest(string word, IEnumerable<string> known, string words = "; did you mean '{0}'?") =>
        NearestOf(word, known) is { } nearest ? words.Replace("{0}", nearest, StringComparison.Ordinal) : "";

    /// <summary>The nearest of the known words, or null where none is near.</summary>
    internal static string? NearestOf(string word, IEnumerable<string> known)
    {
        var best = known.Select(other => (Word: other, Distance: Distance(word, other))).OrderBy(pair => pair.Distance).FirstOrDefault();
        return best.Word is not null && best.Distance <= Math.Max(2, word.Length / 3) ? best.Word : null;
    }

    private ConfigNode? Find(string key)
    {
        _known.Add(key);
        foreach (var member in _node.Members)
        {
            if (member.Key == key)
            {
                return member.Value;
            }
        }

        return null;
    }

    private int WholeOf(string key, ConfigNode value) =>
        value.Type == JsonTokenType.Number && int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(key, value, "a whole number");

    private string PathOf(string key) => _path.Length == 0 ? key : $"{_path}.{key}";

    private ConfigSection Inner(ConfigNode value, string path) => new(_file, value, path, _mistakes) { Finished = Finished };

    private LocatedMistakeException Missing(string key, string expected)
    {
        var unread = _node.Members.Select(member => member.Key).Except(_known).ToArray();
        return Mistake(_node, _path, $"'{key}' is missing, expected {expected}{Nearest(key, unread, "; is '{0}' meant to be it?")}", nearest: NearestOf(key, unread));
    }

    private LocatedMistakeException Wrong(string key, ConfigNode value, string expected) => new(Wrong(_file, PathOf(key), value, expected));

    /// <summary>A value that is not what was expected.</summary>
    internal static ConfigMistake Wrong(string file, string path, ConfigNode value, string expected) =>
        new(file, value.Line, value.Column, path, $"{(path.Length == 0 ? "" : $"{path}: ")}expected {expected}, found {value.Described}") { Expected = expected, Found = value.Described };

    /// <summary>A mistake and what was meant, where that is near.</summary>
    internal static ConfigMistake WithNearest(ConfigMistake mistake, string? nearest) =>
        nearest is null ? mistake : mistake with { Text = $"{mistake.Text}; did you mean '{nearest}'?", Nearest = nearest };

    private LocatedMistakeException Mistake(ConfigNode node, string path, string message, Exception? inner = null, string? nearest = null) =>
        new(new ConfigMistake(_file, node.Line, node.Column, path, path.Length == 0 ? message : $"{path}: {message}") { Nearest = nearest }, inner);

    // Levenshtein's: insertions, deletions and exchanges.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, left) = (row[0], i);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = left = Math.Min(cost, Math.Min(left, row[j]) + 1);
            }
        }

        return row[^1];
    }
}
