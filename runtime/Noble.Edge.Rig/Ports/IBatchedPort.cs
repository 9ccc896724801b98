using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>A port that takes spikes a batch at a time, on a thread of its own; it may block and allocate.</summary>
public interface IBatchedPort
{
    /// <summary>Name in reports.</summary>
    public string Name { get; }

    /// <summary>How the spikes are collected for it.</summary>
    public BatchingOptions Batching { get; }

    /// <summary>The experiment clock has started.</summary>
    public void Begin();

    /// <summary>Delivers a batch, in the order of time.</summary>
    /// <returns>Spikes delivered, counted from the first; the rest are given up and count as dropped.</returns>
    public int Write(ReadOnlySpan<SpikeEvent> spikes);

    /// <summary>The stream is ending: from now on a <see cref="Write"/> gives up in bounded time.</summary>
    public void Hurry();

    /// <summary>The last batch was delivered.</summary>
    /// <param name="dropped">Spikes that never reached the port or were given up by it.</param>
    public void Complete(long dropped);
}
