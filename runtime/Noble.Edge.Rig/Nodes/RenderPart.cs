using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>One request and what has come of its answers; two nodes may answer it, where the first was thought dead.</summary>
internal sealed class RenderPart(RenderRequest request, int spikesMaximum)
{
    private const int AnswersMaximum = 16;

    private readonly Dictionary<ulong, Answer> _answers = [];

    internal RenderRequest Request { get; } = request;

    internal int Attempts { get; set; }

    internal bool IsUnderWay { get; set; }

    /// <summary>When it is asked for again if nothing comes, or when it may be asked for at the soonest [ns, monotonic clock].</summary>
    internal long DueAt { get; set; }

    /// <summary>Why the last answer would not do.</summary>
    internal string? Fault { get; private set; }

    /// <summary>The spikes, or null while no answer is whole.</summary>
    internal SpikeEvent[]? Spikes { get; private set; }

    /// <summary>Takes a batch of an answer.</summary>
    /// <returns>Whether it is one that is of use.</returns>
    internal bool TakeBatch(ReadOnlySpan<byte> payload)
    {
        if (Spikes is not null || !SpikeBatchCodec.TryReadHeader(payload, out var header, out _))
        {
            return false;
        }

        if (!_answers.TryGetValue(header.StreamId, out var answer))
        {
            if (_answers.Count == AnswersMaximum)
            {
                _answers.Clear(); // of nodes that died on the way; this one lives
            }

            _answers.Add(header.StreamId, answer = new Answer());
        }

        if (header.Sequence < answer.Batches)
        {
            return true; // the broker delivered it twice
        }

        if (answer.IsDamaged || header.Sequence > answer.Batches || answer.Spikes.Count + (long)header.Count > spikesMaximum)
        {
            answer.Damage();
            return false;
        }

        var spikes = new SpikeEvent[header.Count];
        if (!SpikeBatchCodec.TryRead(payload, out _, spikes, out _) || !Fits(answer, spikes))
        {
            answer.Damage();
            return false;
        }

        answer.Spikes.AddRange(spikes);
        answer.Batches++;
        return true;
    }

    /// <summary>Takes the end of an answer.</summary>
    /// <returns>Whether the part is done by it; otherwise it has to be asked for again.</returns>
    internal bool TakeEnd(RenderAnswer end)
    {
        if (end.Error is { } error)
        {
            Fault = error.Length > 200 ? error[..200] : error;
            return false;
        }

        Answer? answer = null;
        if (ulong.TryParse(end.Stream, System.Globalization.NumberStyles.HexNumber, null, out var stream))
        {
            _answers.TryGetValue(stream, out answer);
        }

        answer ??= new Answer();
        if (answer.IsDamaged || answer.Batches != end.Batches || answer.Spikes.Count != end.Spikes)
        {
            Fault = answer.IsDamaged
                ? "an answer came damaged"
                : $"an answer came with {answer.Batches} of {end.Batches} batches and {answer.Spikes.Count} of {end.Spikes} spikes";
            return false;
        }

        Spikes = [.. answer.Spikes];
        _answers.Clear();
        return true;
    }

    private bool Fits(Answer answer, ReadOnlySpan<SpikeEvent> spikes)
    {
        var last = answer.Spikes.Count == 0 ? 0 : answer.Spikes[^1].TimeNanoseconds;
        foreach (ref readonly var spike in spikes)
        {
            if (spike.TimeNanoseconds < last || spike.Neuron < Request.First || spike.Neuron >= Request.First + Request.Count)
            {
                return false;
            }

            last = spike.TimeNanoseconds;
        }

        return true;
    }

    private sealed class Answer
    {
        internal List<SpikeEvent> Spikes { get; private set; } = [];

        internal long Batches { get; set; }

        internal bool IsDamaged { get; private set; }

        internal void Damage()
        {
            IsDamaged = true;
            Spikes = [];
        }
    }
}
