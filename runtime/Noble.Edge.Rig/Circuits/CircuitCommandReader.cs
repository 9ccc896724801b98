using System.Globalization;

namespace Noble.Edge.Rig;

/// <summary>Changes of a circuit as they are asked for by name: <c>holding</c> of a cell, <c>conductance</c> of a connection, <c>background-excitatory</c> and <c>background-inhibitory</c>.</summary>
/// <remarks>
/// A cell is numbered as in a configuration: neurons from 0, those of the preparation from -1 down. A connection is named by the name that the
/// description gives it, or by its place there: <c>synapses[0]</c>, <c>graded[0]</c>, <c>electrical[0]</c>, <c>background[0]</c>. Any thread may ask.
/// </remarks>
public sealed class CircuitCommandReader
{
    /// <summary>The commands.</summary>
    internal const string Names = "holding, conductance, background-excitatory or background-inhibitory";

    private readonly CircuitSpec _spec;
    private readonly Dictionary<string, (CircuitCommandKind Kind, int Index)> _named = new(StringComparer.Ordinal);

    /// <param name="spec">The circuit.</param>
    public CircuitCommandReader(CircuitSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        _spec = spec;
        Add(CircuitCommandKind.Synapse, spec.Synapses.Select(one => one.Name));
        Add(CircuitCommandKind.Graded, spec.Graded.Select(one => one.Name));
        Add(CircuitCommandKind.Electrical, spec.Electrical.Select(one => one.Name));
        Add(CircuitCommandKind.BackgroundExcitatory, spec.Background.Select(one => one.Name));
    }

    /// <summary>Whether a circuit is what this asks to change.</summary>
    public static bool IsCommand(string name) => name is "holding" or "conductance" or "background-excitatory" or "background-inhibitory";

    /// <summary>The change that a command asks for, and whether this circuit has such a thing and may have such a value.</summary>
    /// <param name="name">The command.</param>
    /// <param name="cell">Which cell, or null.</param>
    /// <param name="connection">Which connection, or null.</param>
    /// <param name="value">The new value [nA or nS], or null where none was given.</param>
    /// <param name="command">The change.</param>
    /// <returns>Null where it may be made; otherwise why not, in one line.</returns>
    public string? Judge(string name, int? cell, string? connection, double? value, out CircuitCommand command)
    {
        command = default;
        var reason = name switch
        {
            "holding" => Holding(cell, out command),
            "conductance" => Conductance(connection, out command),
            "background-excitatory" => Background(name, cell, connection, CircuitCommandKind.BackgroundExcitatory, out command),
            "background-inhibitory" => Background(name, cell, connection, CircuitCommandKind.BackgroundInhibitory, out command),
            _ => $"unknown command: expected {Names}",
        };
        if (reason is not null || value is null)
        {
            return reason ?? $"{name}: expected a value in {(command.Kind == CircuitCommandKind.Holding ? "nA" : "nS")}, it is missing";
        }

        command = command with { Value = value.Value };
        var (lowest, highest) = CircuitRules.Bounds(_spec, command.Kind, command.Index);
        return value >= lowest && value <= highest
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{name} {value} {(command.Kind == CircuitCommandKind.Holding ? "nA" : "nS")}: expected {lowest} to {highest}, the limits of the circuit");
    }

    private static string Shorten(string text) => new([.. text.Take(32).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]);

    private string? Holding(int? asked, out CircuitCommand command)
    {
        command = default;
        if (asked is not { } cell || Number(cell) is not { } number)
        {
            return asked is null ? $"holding: expected a cell, {Cells()}; it is missing" : $"holding: no cell {asked}: expected {Cells()}";
        }

        command = new CircuitCommand(CircuitCommandKind.Holding, number, 0);
        return null;
    }

    private string? Conductance(string? connection, out CircuitCommand command)
    {
        command = default;
        if (connection is null)
        {
            return "conductance: expected a connection, its name or its place as in synapses[0], it is missing";
        }

        if (Find(connection) is not { Kind: not CircuitCommandKind.BackgroundExcitatory } found)
        {
            return $"conductance: no connection '{Shorten(connection)}': expected a name of the circuit, {Places()}";
        }

        command = new CircuitCommand(found.Kind, found.Index, 0);
        return null;
    }

    private string? Background(string name, int? asked, string? connection, CircuitCommandKind kind, out CircuitCommand command)
    {
        command = default;
        if (connection is not null)
        {
            command = Find(connection) is { Kind: CircuitCommandKind.BackgroundExcitatory } found ? new CircuitCommand(kind, found.Index, 0) : default;
            return command.Kind == kind ? null : $"{name}: no background '{Shorten(connection)}': expected one of the circuit's {_spec.Background.Count}, as in background[0]";
        }

        if (asked is not { } cell || Number(cell) is not { } number)
        {
            return asked is null ? $"{name}: expected a cell or a connection, it is missing" : $"{name}: no cell {asked}: expected {Cells()}";
        }

        var (first, count) = (-1, 0);
        for (var b = 0; b < _spec.Background.Count; b++)
        {
            (first, count) = _spec.Background[b].Cell == number ? (first < 0 ? b : first, count + 1) : (first, count);
        }

        command = new CircuitCommand(kind, Math.Max(first, 0), 0);
        return count == 1 ? null : $"{name}: cell {cell} has {count} backgrounds: expected a cell with one, or a connection as in background[0]";
    }

    private int? Number(int cell)
    {
        var number = cell >= 0 ? cell : _spec.VirtualCells - 1L - cell;
        return cell >= 0 && cell < _spec.VirtualCells ? cell : cell < 0 && number < _spec.CellCount ? (int)number : null;
    }

    private string Cells() => _spec.Preparation.Count == 0 ? $"0 to {_spec.VirtualCells - 1}" : $"0 to {_spec.VirtualCells - 1}, or -1 to -{_spec.Preparation.Count} of the preparation";

    private string Places()
    {
        (string List, int Count)[] lists = [("synapses", _spec.Synapses.Count), ("graded", _spec.Graded.Count), ("electrical", _spec.Electrical.Count)];
        return string.Join(", ", lists.Where(list => list.Count > 0).Select(list => $"{list.List}[0 to {list.Count - 1}]").DefaultIfEmpty("and it has no connection"));
    }

    private (CircuitCommandKind Kind, int Index)? Find(string connection)
    {
        if (_named.TryGetValue(connection, out var named))
        {
            return named;
        }

        if (connection is not [.., ']'] || connection.IndexOf('[', StringComparison.Ordinal) is not (> 0 and var open)
            || !int.TryParse(connection.AsSpan(open + 1, connection.Length - open - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return null;
        }

        (CircuitCommandKind Kind, int Count) list = connection[..open] switch
        {
            "synapses" => (CircuitCommandKind.Synapse, _spec.Synapses.Count),
            "graded" => (CircuitCommandKind.Graded, _spec.Graded.Count),
            "electrical" => (CircuitCommandKind.Electrical, _spec.Electrical.Count),
            "background" => (CircuitCommandKind.BackgroundExcitatory, _spec.Background.Count),
            _ => (0, 0),
        };
        return index < list.Count ? (list.Kind, index) : null;
    }

    private void Add(CircuitCommandKind kind, IEnumerable<string?> names)
    {
        foreach (var (name, index) in names.Select((name, index) => (name, index)).Where(one => one.name is not null))
        {
            _named[name!] = (kind, index);
        }
    }
}
