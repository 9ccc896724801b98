namespace Noble.Edge.Rig;

/// <summary>Where spikes are recorded.</summary>
public sealed record SpikeFilePortOptions
{
    /// <summary>The CSV file; what was there is overwritten.</summary>
    public required string Path { get; init; }

    /// <summary>How spikes are collected for the file; default every 100 ms, with room for 262,144.</summary>
    public BatchingOptions Batching { get; init; } = new() { FlushInterval = TimeSpan.FromMilliseconds(100), BufferCapacity = 262_144 };
}
