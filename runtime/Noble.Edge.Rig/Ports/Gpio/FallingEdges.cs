namespace Noble.Edge.Rig;

/// <summary>The lines that are high and when each has to fall, the next one first.</summary>
/// <remarks>
/// All pulses are equally wide, so the line that rose last falls last: a list in the order of rising, linked through
/// arrays so that a line that rises again moves to the end at no cost. Nothing allocates after construction.
/// </remarks>
internal sealed class FallingEdges
{
    private readonly long[] _due; // [line], [ns]
    private readonly int[] _next; // [line], circular through the sentinel
    private readonly int[] _previous; // [line]

    internal FallingEdges(int lines)
    {
        _due = new long[lines + 1];
        _next = new int[lines + 1];
        _previous = new int[lines + 1];
        Sentinel = lines;
        for (var line = 0; line <= lines; line++)
        {
            _next[line] = line;
            _previous[line] = line;
        }

        _due[Sentinel] = long.MaxValue;
    }

    /// <summary>The line that falls next; meaningless where none is high.</summary>
    internal int NextLine => _next[Sentinel];

    /// <summary>When it falls, or <see cref="long.MaxValue"/>.</summary>
    internal long NextDue => _due[NextLine];

    private int Sentinel { get; }

    internal bool IsHigh(int line) => _next[line] != line;

    /// <summary>Line falls at this time, which is not before that of any other line.</summary>
    internal void Schedule(int line, long due)
    {
        Remove(line);
        var last = _previous[Sentinel];
        (_previous[line], _next[line]) = (last, Sentinel);
        _next[last] = line;
        _previous[Sentinel] = line;
        _due[line] = due;
    }

    internal void Remove(int line)
    {
        _next[_previous[line]] = _next[line];
        _previous[_next[line]] = _previous[line];
        (_next[line], _previous[line]) = (line, line);
    }
}
