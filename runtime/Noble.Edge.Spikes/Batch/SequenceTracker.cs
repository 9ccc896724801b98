namespace Noble.Edge.Spikes;

/// <summary>Watches the batches of one topic for loss and repetition. The sequence wraps from 4,294,967,295 to 0.</summary>
public sealed class SequenceTracker
{
    private bool _hasStream;
    private ulong _streamId;
    private uint _next;
    private ulong _spikesExpected;

    /// <summary>Batches that are missing so far.</summary>
    public long MissingBatches { get; private set; }

    /// <summary>Spikes that were in them.</summary>
    public long MissingSpikes { get; private set; }

    /// <summary>Batches that came again so far.</summary>
    public long RepeatedBatches { get; private set; }

    /// <summary>Takes note of a batch.</summary>
    /// <param name="header">The batch's header.</param>
    /// <param name="missingBatches">For <see cref="SequenceVerdict.Gap"/>, how many batches are missing before this one.</param>
    /// <param name="missingSpikes">For <see cref="SequenceVerdict.Gap"/>, how many spikes were in them.</param>
    public SequenceVerdict Observe(in SpikeBatchHeader header, out long missingBatches, out long missingSpikes)
    {
        (missingBatches, missingSpikes) = (0, 0);
        if (!_hasStream || header.StreamId != _streamId)
        {
            Follow(header);
            return SequenceVerdict.NewStream;
        }

        // As a signed number the distance is right across the wrap, up to 2^31 batches either way.
        var distance = unchecked((int)(header.Sequence - _next));
        if (distance < 0)
        {
            RepeatedBatches++;
            return SequenceVerdict.Repeated;
        }

        if (distance == 0)
        {
            Follow(header);
            return SequenceVerdict.Next;
        }

        missingBatches = distance;
        missingSpikes = unchecked((long)(header.SpikesBefore - _spikesExpected));
        MissingBatches += missingBatches;
        MissingSpikes += missingSpikes;
        Follow(header);
        return SequenceVerdict.Gap;
    }

    private void Follow(in SpikeBatchHeader header)
    {
        _hasStream = true;
        _streamId = header.StreamId;
        _next = unchecked(header.Sequence + 1);
        _spikesExpected = unchecked(header.SpikesBefore + (ulong)header.Count);
    }
}
