using System.Buffers;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

/// <summary>Follows one stream through broker restarts with a persistent session, and counts what is lost, twice or out of order.</summary>
internal sealed class PersistentReader : IDisposable
{
    private readonly SequenceTracker _tracker = new();
    private readonly SpikeEvent[] _spikes = new SpikeEvent[65_536];
    private readonly MqttPeer _peer;
    private long _batches;
    private long _spikesRead;
    private long _wrong;
    private long _expected;

    internal PersistentReader(MqttConnectionOptions connection)
    {
        _peer = new MqttPeer(connection, "reader", ["noble/bench/spikes"], Receive, MonotonicClock.Instance);
        _peer.Open();
    }

    internal long Batches => Volatile.Read(ref _batches);

    internal long Spikes => Volatile.Read(ref _spikesRead);

    /// <summary>Payloads that are no batch, or hold another spike than comes next.</summary>
    internal long Wrong => Volatile.Read(ref _wrong);

    internal long Missing => _tracker.MissingBatches;

    internal long Repeated => _tracker.RepeatedBatches;

    internal long Reconnections => _peer.Reconnections;

    public void Dispose() => _peer.Dispose();

    private void Receive(MQTTnet.MqttApplicationMessage message)
    {
        if (!SpikeBatchCodec.TryRead(message.Payload.ToArray(), out var header, _spikes, out _))
        {
            _wrong++;
            return;
        }

        if (_tracker.Observe(header, out _, out _) == SequenceVerdict.Repeated)
        {
            return;
        }

        // The tests number the spikes by their times.
        foreach (ref readonly var spike in _spikes.AsSpan(0, header.Count))
        {
            _wrong += spike.TimeNanoseconds == _expected++ ? 0 : 1;
        }

        Volatile.Write(ref _spikesRead, _spikesRead + header.Count);
        Volatile.Write(ref _batches, _batches + 1);
    }
}
