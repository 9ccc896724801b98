using System.Collections.Concurrent;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

/// <summary>A batched port that keeps what it is given.</summary>
internal sealed class CollectingBatchedPort : IBatchedPort
{
    public string Name => "collecting batches";

    public BatchingOptions Batching { get; init; } = BatchingOptions.Default;

    internal List<SpikeEvent[]> Batches { get; } = [];

    internal IEnumerable<SpikeEvent> Spikes => Batches.SelectMany(batch => batch);

    /// <summary>Calls in their order; <see cref="Hurry"/> comes from the thread that stops, the others from the port's own.</summary>
    internal ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Thrown by the next write.</summary>
    internal Exception? Fault { get; set; }

    /// <summary>A write delivers this many at most.</summary>
    internal int DeliversAtMost { get; set; } = int.MaxValue;

    public void Begin() => Calls.Enqueue("begin");

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

    public void Hurry() => Calls.Enqueue("hurry");

    public void Complete(long dropped) => Calls.Enqueue($"complete {dropped}");
}
