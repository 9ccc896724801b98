namespace Noble.Edge.Rig;

/// <summary>Pulses on lines of a port expander, for things that are slow: lamps, valves, counters of trials.</summary>
public sealed record ExpanderPortOptions
{
    /// <summary>Line of a neuron that has none.</summary>
    public const int NoLine = -1;

    /// <summary>Name in reports; default <c>expander</c>.</summary>
    public string Name { get; init; } = "expander";

    /// <summary>Line of each neuron, shape [neuron], 0 to 31, or <see cref="NoLine"/>; lines may be shared. Default: none.</summary>
    public IReadOnlyList<int> LineOfNeuron
    {
        get;
        init => field = [.. value.Select(line => line == NoLine ? line : ConverterRanges.Line(line))];
    } = [];

    /// <summary>Lines that rest high and go low for a spike; default none.</summary>
    public IReadOnlyList<int> ActiveLow
    {
        get;
        init => field = [.. value.Select(ConverterRanges.Line)];
    } = [];

    /// <summary>How long a line stays active for a spike, at least; default 5 ms, range 1 ms to 10 s.</summary>
    public TimeSpan PulseWidth
    {
        get;
        init => field = value >= TimeSpan.FromMilliseconds(1) && value <= TimeSpan.FromSeconds(10)
            ? value
            : throw new ArgumentOutOfRangeException(null, $"pulse width {value.TotalMilliseconds} ms of an expander: expected 1 to 10000 ms");
    } = TimeSpan.FromMilliseconds(5);

    /// <summary>Spikes that wait for the bus at most; default 256, range 16 to 65,536.</summary>
    public int BufferCapacity
    {
        get;
        init => field = value is >= 16 and <= 65_536 ? value : throw new ArgumentOutOfRangeException(null, $"buffer of an expander {value}: expected 16 to 65536");
    } = 256;

    /// <summary>Bus errors in a row after which the port gives up and asks for the safe state; default 3, range 1 to 1,000.</summary>
    public int ErrorsInARow
    {
        get;
        init => field = ConverterRanges.Errors(value);
    } = 3;

    /// <summary>How long after an error the bus is tried again; default 1 ms, range 0.1 ms to 1 s.</summary>
    public TimeSpan RetryInterval
    {
        get;
        init => field = ConverterRanges.Retry(value);
    } = TimeSpan.FromMilliseconds(1);

    /// <summary>How long closing waits for the rest levels to be written; default 1 s, range 1 ms to 1 min.</summary>
    public TimeSpan StopTimeout
    {
        get;
        init => field = ConverterRanges.Stop(value);
    } = TimeSpan.FromSeconds(1);

    /// <summary>Lines in use: bit n for line n.</summary>
    internal uint Outputs => LineOfNeuron.Where(line => line != NoLine).Aggregate(0u, (mask, line) => mask | (1u << line));

    /// <summary>Their levels at rest.</summary>
    internal uint Rest => ActiveLow.Aggregate(0u, (mask, line) => mask | (1u << line)) & Outputs;
}
