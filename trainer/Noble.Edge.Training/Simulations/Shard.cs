namespace Noble.Edge.Training;

/// <summary>One of several equal parts of a list of traces: a contiguous run of them.</summary>
/// <param name="Index">Which part, from 0.</param>
/// <param name="Count">Number of parts.</param>
public readonly record struct Shard(int Index, int Count)
{
    /// <summary>All of it.</summary>
    public static Shard Whole { get; } = new(0, 1);

    /// <summary>Reads <c>i/n</c>.</summary>
    /// <returns>Null where the text is not a shard.</returns>
    public static Shard? Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2 && int.TryParse(parts[0], out var index) && int.TryParse(parts[1], out var count)
            && count >= 1 && index >= 0 && index < count
            ? new Shard(index, count)
            : null;
    }

    /// <summary>The part of a list: parts differ by one trace at most, and follow each other without a gap.</summary>
    /// <param name="all">Traces in all.</param>
    /// <returns>First trace and number of traces.</returns>
    public (int First, int Count) Of(int all)
    {
        var first = (int)((long)all * Index / Count);
        return (first, (int)((long)all * (Index + 1) / Count) - first);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Index}/{Count}";
}
