using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

/// <summary>A batched port that keeps what it is given.</summary>
internal sealed class CollectingBatchedPort : IBatchedPort
{
    public string Name => "collecting batches";

    public BatchingOptions Batching { get; init; } = BatchingOptions.Default;

    internal List<SpikeEvent[]> Batches { get; } = [];

    internal IEnumerable<SpikeEvent> Spikes => Batches.SelectMany(batch => batch);

    internal List<string> Calls { get; } = [];

    /// <summary>Thrown by the next write.</summary>
    internal Exception? Fault { get; set; }

    /// <summary>A write delivers this many at most.</summary>
    internal int DeliversAtMost { get; set; } = int.MaxValue;

    public void Begin() => Calls.Add("begin");

    public int Write(ReadOnlySpan<SpikeEvent> spikes)
    {
        if (Fault is not null)
        {
            throw Fault;
        }

        var delivered = Math.Min(DeliversAtMost, spikes.Length);
        Batches.Add(spikes[..delivered].ToArray());
        return delivered;
    }

    public void Hurry() => Calls.Add("hurry");

    public void Complete(long dropped) => Calls.Add($"complete {dropped}");
}
