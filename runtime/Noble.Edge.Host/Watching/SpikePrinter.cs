using System.Buffers.Text;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <summary>Decodes batches and prints a line <c>time_ms neuron</c> for each spike; warns of loss and of damage.</summary>
internal sealed class SpikePrinter(Stream output, TextWriter warnings, long limit)
{
    private readonly Dictionary<string, SequenceTracker> _trackers = [];
    private readonly byte[] _text = new byte[64 * 1024];
    private SpikeEvent[] _spikes = new SpikeEvent[4096];
    private int _used;
    private bool _readerHasGone;

    /// <summary>Spikes printed.</summary>
    internal long Printed { get; private set; }

    /// <summary>Payloads that were no batch.</summary>
    internal long Damaged { get; private set; }

    /// <summary>Whether as many spikes as were asked for are printed, or nobody reads them any more.</summary>
    internal bool IsDone => Printed >= limit || _readerHasGone;

    /// <summary>Takes one payload of a topic.</summary>
    internal void Print(string topic, ReadOnlySpan<byte> payload)
    {
        if (IsDone)
        {
            return;
        }

        if (!SpikeBatchCodec.TryReadHeader(payload, out var header, out var error))
        {
            Refuse(topic, payload.Length, error);
            return;
        }

        if (header.Count > _spikes.Length)
        {
            _spikes = new SpikeEvent[header.Count];
        }

        if (!SpikeBatchCodec.TryRead(payload, out header, _spikes, out error))
        {
            Refuse(topic, payload.Length, error);
            return;
        }

        if (IsNew(topic, header))
        {
            foreach (ref readonly var spike in _spikes.AsSpan(0, (int)Math.Min(header.Count, limit - Printed)))
            {
                PrintLine(spike);
            }

            Flush();
        }
    }

    private bool IsNew(string topic, in SpikeBatchHeader header)
    {
        if (!_trackers.TryGetValue(topic, out var tracker))
        {
            _trackers.Add(topic, tracker = new SequenceTracker());
        }

        switch (tracker.Observe(header, out var batches, out var spikes))
        {
            case SequenceVerdict.Gap:
                warnings.WriteLine($"noble-edge: warning: {topic}: {batches} batches with {spikes} spikes are missing before batch {header.Sequence}");
                return true;
            case SequenceVerdict.Repeated:
                warnings.WriteLine($"noble-edge: warning: {topic}: batch {header.Sequence} came again and is left out");
                return false;
            default:
                return true;
        }
    }

    private void Refuse(string topic, int length, FrameError error)
    {
        Damaged++;
        warnings.WriteLine($"noble-edge: warning: {topic}: {length} bytes are no batch of spikes: {error}");
    }

    private void PrintLine(in SpikeEvent spike)
    {
        // A time, a blank, a neuron of ten digits, a line feed.
        if (_text.Length - _used < SpikeTimeText.MaximumLength + 12)
        {
            Flush();
        }

        SpikeTimeText.TryFormatMilliseconds(spike.TimeNanoseconds, _text.AsSpan(_used), out var written);
        _used += written;
        _text[_used++] = (byte)' ';
        Utf8Formatter.TryFormat(spike.Neuron, _text.AsSpan(_used), out written);
        _used += written;
        _text[_used++] = (byte)'\n';
        Printed++;
    }

    private void Flush()
    {
        try
        {
            output.Write(_text, 0, _used);
        }
        catch (IOException)
        {
            _readerHasGone = true;
        }

        _used = 0;
    }
}
