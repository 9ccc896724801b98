namespace Noble.Edge.Rig;

/// <summary>Inputs of an analogue-to-digital converter, sampled at an interval.</summary>
public sealed record ConverterInputOptions
{
    /// <summary>Name in reports; default <c>adc</c>.</summary>
    public string Name { get; init; } = "adc";

    /// <summary>The inputs, 1 to 64, sampled one after the other.</summary>
    public required IReadOnlyList<SampledChannel> Channels
    {
        get;
        init => field = value.Count is >= 1 and <= 64
            ? [.. value]
            : throw new ArgumentOutOfRangeException(null, $"inputs of a converter {value.Count}: expected 1 to 64");
    }

    /// <summary>From one sample of a channel to its next; default 10 ms, range 0.1 ms to 1 min.</summary>
    public TimeSpan Interval
    {
        get;
        init => field = ConverterRanges.Interval(value);
    } = TimeSpan.FromMilliseconds(10);

    /// <summary>Samples that wait for the loop at most; default 1,024, range 16 to 2^20.</summary>
    public int BufferCapacity
    {
        get;
        init => field = value is >= 16 and <= 1 << 20 ? value : throw new ArgumentOutOfRangeException(null, $"buffer of a converter {value}: expected 16 to 1048576");
    } = 1_024;

    /// <summary>Bus errors in a row after which the port asks for the safe state; default 3, range 1 to 1,000. It goes on sampling.</summary>
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
}
