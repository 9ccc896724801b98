namespace Noble.Edge.Rig;

/// <summary>How spikes are collected for a batched port.</summary>
public sealed record BatchingOptions
{
    /// <summary>Every 10 ms, 4,096 spikes at most.</summary>
    public static BatchingOptions Default { get; } = new();

    /// <summary>Time between two flushes; default 10 ms, range 1 ms to 10 s.</summary>
    public TimeSpan FlushInterval
    {
        get;
        init => field = value >= TimeSpan.FromMilliseconds(1) && value <= TimeSpan.FromSeconds(10)
            ? value
            : throw new ArgumentOutOfRangeException(null, $"flush interval {value.TotalMilliseconds} ms: expected 1 to 10000 ms");
    } = TimeSpan.FromMilliseconds(10);

    /// <summary>Most spikes in a batch; default 4,096, range 1 to 65,536. More than that in an interval go out as several.</summary>
    public int BatchMaximum
    {
        get;
        init => field = value is >= 1 and <= 65_536
            ? value
            : throw new ArgumentOutOfRangeException(null, $"batch maximum {value}: expected 1 to 65536 spikes");
    } = 4_096;

    /// <summary>Spikes that wait for a flush at most, rounded up to a power of two; default 65,536, range 16 to 2^24. What finds it full is dropped and counted.</summary>
    public int BufferCapacity
    {
        get;
        init => field = value is >= 16 and <= 1 << 24
            ? value
            : throw new ArgumentOutOfRangeException(null, $"buffer capacity {value}: expected 16 to {1 << 24} spikes");
    } = 65_536;
}
