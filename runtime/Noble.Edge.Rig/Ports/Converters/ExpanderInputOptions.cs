namespace Noble.Edge.Rig;

/// <summary>Input lines of a port expander, read at an interval.</summary>
public sealed record ExpanderInputOptions
{
    /// <summary>Name in reports; default <c>expander-in</c>.</summary>
    public string Name { get; init; } = "expander-in";

    /// <summary>The lines, 1 to 32; the channel of an event is its line.</summary>
    public required IReadOnlyList<int> Lines
    {
        get;
        init => field = value.Count is >= 1 and <= 32
            ? [.. value.Select(ConverterRanges.Line)]
            : throw new ArgumentOutOfRangeException(null, $"input lines of an expander {value.Count}: expected 1 to 32");
    }

    /// <summary>Lines that are active, and rise, when they are low; default none.</summary>
    public IReadOnlyList<int> ActiveLow
    {
        get;
        init => field = [.. value.Select(ConverterRanges.Line)];
    } = [];

    /// <summary>From one reading to the next, and the shortest level that is sure to be seen; default 1 ms, range 0.1 ms to 1 min.</summary>
    public TimeSpan Interval
    {
        get;
        init => field = ConverterRanges.Interval(value);
    } = TimeSpan.FromMilliseconds(1);

    /// <summary>Bus errors in a row after which the port asks for the safe state; default 3, range 1 to 1,000. It goes on reading.</summary>
    public int ErrorsInARow
    {
        get;
        init => field = ConverterRanges.Errors(value);
    } = 3;

    /// <summary>How long closing waits for the bus; default 1 s, range 1 ms to 1 min.</summary>
    public TimeSpan StopTimeout
    {
        get;
        init => field = ConverterRanges.Stop(value);
    } = TimeSpan.FromSeconds(1);

    internal uint Mask => Lines.Aggregate(0u, (mask, line) => mask | (1u << line));

    internal uint Inverted => ActiveLow.Aggregate(0u, (mask, line) => mask | (1u << line));
}
