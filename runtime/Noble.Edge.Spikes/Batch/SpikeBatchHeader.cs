namespace Noble.Edge.Spikes;

/// <summary>What a batch says about itself; see the table in this folder's README.</summary>
public readonly record struct SpikeBatchHeader
{
    /// <summary>The run that the batch belongs to: random, and another one for each run.</summary>
    public ulong StreamId { get; init; }

    /// <summary>Number of the batch in its stream: from 0, one more each batch, 0 again after 4,294,967,295.</summary>
    public uint Sequence { get; init; }

    /// <summary>Spikes of the stream in the batches before this one: after a gap, how many are missing.</summary>
    public ulong SpikesBefore { get; init; }

    /// <summary>Time from which the records count [ns, experiment clock]; the time of the batch's first spike.</summary>
    public long BaseTimeNanoseconds { get; init; }

    /// <summary>Records in the batch. Written from the spikes, not from here.</summary>
    public int Count { get; init; }
}
