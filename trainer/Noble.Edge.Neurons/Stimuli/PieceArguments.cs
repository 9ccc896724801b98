using System.Globalization;

namespace Noble.Edge.Neurons;

/// <summary>The arguments of one piece of a stimulus text: one without a name at most, then <c>name=value</c>.</summary>
internal sealed class PieceArguments
{
    private readonly string _piece;
    private readonly string _form;
    private readonly Dictionary<string, string> _named = new(StringComparer.Ordinal);
    private string? _first;

    public PieceArguments(string piece, string arguments, string form)
    {
        (_piece, _form) = (piece, form);
        foreach (var (i, argument) in arguments.Split(',', StringSplitOptions.TrimEntries).Index())
        {
            var sign = argument.IndexOf('=', StringComparison.Ordinal);
            if (sign < 0 && i == 0 && argument.Length > 0)
            {
                _first = argument;
            }
            else if (sign <= 0 || !_named.TryAdd(argument[..sign].TrimEnd(), argument[(sign + 1)..].TrimStart()))
            {
                throw Wrong($"'{argument}'");
            }
        }
    }

    public string Word(string? name, string? fallback = null) => Take(name) ?? fallback ?? throw Wrong($"no {name ?? "value after the colon"}");

    public double Number(string? name, double? fallback = null)
    {
        var text = Take(name);
        return text is null
            ? fallback ?? throw Wrong($"no {name ?? "value after the colon"}")
            : Parse(text, name);
    }

    public long Whole(string name, long? fallback = null)
    {
        var text = Take(name);
        return text is null
            ? fallback ?? throw Wrong($"no {name}")
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
            : throw Wrong($"{name} '{text}', not a whole number");
    }

    public bool Choice(string name, string isFalse, string isTrue)
    {
        var text = Take(name) ?? isFalse;
        return text == isTrue || (text == isFalse ? false : throw Wrong($"{name} '{text}', neither {isFalse} nor {isTrue}"));
    }

    /// <summary>Two numbers as in <c>0..0.4</c>.</summary>
    public (double From, double To) Range()
    {
        var text = Word(null);
        var ends = text.Split("..");
        return ends.Length == 2 ? (Parse(ends[0], null), Parse(ends[1], null)) : throw Wrong($"'{text}', not two currents with '..' between");
    }

    /// <summary>Refuses what was not asked for.</summary>
    public void Finish()
    {
        if (_first is not null)
        {
            throw Wrong($"'{_first}'");
        }

        foreach (var name in _named.Keys)
        {
            throw Wrong($"'{name}='");
        }
    }

    private StimulusFormatException Wrong(string found) => new(_piece, _form, found);

    private string? Take(string? name)
    {
        if (name is null)
        {
            var first = _first;
            _first = null;
            return first;
        }

        return _named.Remove(name, out var value) ? value : null;
    }

    private double Parse(string text, string? name) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw Wrong($"{(name is null ? "" : $"{name} ")}'{text}', not a number");
}
