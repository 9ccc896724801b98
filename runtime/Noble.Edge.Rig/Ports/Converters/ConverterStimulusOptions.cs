namespace Noble.Edge.Rig;

/// <summary>Stimulus channels on a digital-to-analogue converter.</summary>
public sealed record ConverterStimulusOptions
{
    /// <summary>Name in reports; default <c>dac</c>.</summary>
    public string Name { get; init; } = "dac";

    /// <summary>The channels of the stimulus, 1 to 64; no two on one channel of the converter.</summary>
    public required IReadOnlyList<StimulusChannel> Channels
    {
        get;
        init
        {
            if (value.Count is < 1 or > 64)
            {
                throw new ArgumentOutOfRangeException(null, $"stimulus channels of a converter {value.Count}: expected 1 to 64");
            }

            if (value.GroupBy(channel => channel.Output).FirstOrDefault(group => group.Count() > 1) is { } twice)
            {
                throw new ArgumentOutOfRangeException(null, $"converter channel {twice.Key} has {twice.Count()} stimulus channels: expected one at most");
            }

            field = [.. value];
        }
    }

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

    /// <summary>
    /// How long one call of the bus may last before commands are refused and the safe state is asked for; default 100 ms, range 1 ms to 1 min.
    /// </summary>
    public TimeSpan StallTimeout
    {
        get;
        init => field = ConverterRanges.Stop(value);
    } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long closing waits for the rest values to be written; default 1 s, range 1 ms to 1 min.</summary>
    public TimeSpan StopTimeout
    {
        get;
        init => field = ConverterRanges.Stop(value);
    } = TimeSpan.FromSeconds(1);
}
