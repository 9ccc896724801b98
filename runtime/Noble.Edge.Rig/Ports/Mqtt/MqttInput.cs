using System.Buffers;
using MQTTnet;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Another rig's spikes as input, from its batches: so rigs are coupled.</summary>
/// <remarks>
/// An event's time is the moment at which its batch arrived: two rigs have two clocks. Batches that came before are left out; whatever
/// arrives is counted and never thrown.
/// </remarks>
public sealed class MqttInput : IInputPort, IDisposable
{
    private const int BatchMaximum = 65_536; // spikes, as a publisher's

    private readonly IMonotonicClock _clock;
    private readonly InputQueue _queue;
    private readonly MqttPeer _peer;
    private readonly SequenceTracker _tracker = new();
    private SpikeEvent[] _spikes = new SpikeEvent[4_096];
    private long _batches;
    private long _events;
    private long _dropped;
    private long _damaged;
    private long _repeated;
    private long _missing;

    /// <param name="options">Which stream.</param>
    /// <param name="clock">The clock on which arrivals are timed.</param>
    public MqttInput(MqttInputOptions options, IMonotonicClock clock)
    {
        _clock = clock;
        _queue = new InputQueue(options.BufferCapacity);
        _peer = new MqttPeer(options.Connection, $"input-{options.Source.Rig}", [options.Source.Spikes], message => Take(message.Payload), clock);
    }

    /// <inheritdoc />
    public string Name => "mqtt-input";

    /// <inheritdoc />
    public int PollDescriptor => _queue.Descriptor;

    /// <summary>Batches taken in.</summary>
    public long Batches => Volatile.Read(ref _batches);

    /// <summary>Spikes that were queued for the loop.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>Spikes that found the queue full.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Payloads that are no batch of spikes.</summary>
    public long Damaged => Volatile.Read(ref _damaged);

    /// <summary>Batches that had come before.</summary>
    public long Repeated => Volatile.Read(ref _repeated);

    /// <summary>Batches that never came.</summary>
    public long Missing => Volatile.Read(ref _missing);

    /// <summary>How often a broken connection was made again.</summary>
    public long Reconnections => _peer.Reconnections;

    /// <summary>Whether a broker is connected.</summary>
    public bool IsConnected => _peer.IsConnected;

    /// <summary>Connects and subscribes; from then on it stays connected.</summary>
    /// <exception cref="BrokerUnreachableException">No broker answers.</exception>
    /// <exception cref="BrokerRefusedException">One does, and it or its certificate will not do.</exception>
    /// <exception cref="MqttCredentialException">Password, certificate or key cannot be read.</exception>
    /// <exception cref="SubscribeRefusedException">This client may not read the topic.</exception>
    public void Open() => _peer.Open();

    /// <inheritdoc />
    public bool TryRead(long nowNanoseconds, out InputEvent received) => _queue.TryRead(out received);

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        _peer.Dispose();
        _queue.Dispose();
    }

    /// <summary>Takes one payload as if it had come from the broker.</summary>
    internal void Take(in ReadOnlySequence<byte> payload)
    {
        var now = _clock.NowNanoseconds;
        if (!TryDecode(payload, out var header))
        {
            Volatile.Write(ref _damaged, _damaged + 1);
            return;
        }

        if (_tracker.Observe(header, out _, out _) == SequenceVerdict.Repeated)
        {
            Volatile.Write(ref _repeated, _repeated + 1);
            return;
        }

        var queued = 0;
        foreach (ref readonly var spike in _spikes.AsSpan(0, header.Count))
        {
            queued += _queue.TryPush(new InputEvent(now, InputKind.Spike, 0, spike.Neuron, 0)) ? 1 : 0;
        }

        Volatile.Write(ref _missing, _tracker.MissingBatches);
        Volatile.Write(ref _batches, _batches + 1);
        Volatile.Write(ref _events, _events + queued);
        Volatile.Write(ref _dropped, _dropped + header.Count - queued);
        if (header.Count > 0)
        {
            _queue.Signal();
        }
    }

    private bool TryDecode(in ReadOnlySequence<byte> payload, out SpikeBatchHeader header)
    {
        header = default;
        if (payload.Length > SpikeBatchCodec.LengthOf(BatchMaximum))
        {
            return false;
        }

        var bytes = payload.IsSingleSegment ? payload.FirstSpan : payload.ToArray();
        if (!SpikeBatchCodec.TryReadHeader(bytes, out header, out _))
        {
            return false;
        }

        if (header.Count > _spikes.Length)
        {
            _spikes = new SpikeEvent[header.Count];
        }

        return SpikeBatchCodec.TryRead(bytes, out header, _spikes, out _);
    }
}
