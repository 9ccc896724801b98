using MQTTnet;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>
/// Batches that were taken and that the broker has not acknowledged: numbered when they are taken, sent in that order, and sent again
/// in that order on the connection that follows a broken one.
/// </summary>
internal sealed class PublishWindow
{
    private const int Slice = 50; // [ms] between two looks at whether waiting is still worth it

    private readonly object _gate = new();
    private readonly string _topic;
    private readonly int _qualityOfService;
    private readonly ulong _streamId;
    private readonly IMonotonicClock _clock;
    private readonly Action<MqttLink> _broken;
    private readonly Slot[] _slots;
    private MqttLink? _link;
    private Exception? _failure;
    private int _limit;
    private bool _isPaused;
    private bool _isSending;
    private long _head; // oldest batch that is not acknowledged
    private long _next; // next to send
    private long _tail; // next to take
    private ulong _spikesTaken;
    private long _batches;
    private long _spikes;
    private long _sentAgain;
    private long _firstAt;

    /// <param name="topic">Topic of the batches.</param>
    /// <param name="qualityOfService">0 or 1.</param>
    /// <param name="streamId">Stream of the batches.</param>
    /// <param name="batchMaximum">Most spikes in one.</param>
    /// <param name="capacity">Batches that may be without acknowledgement.</param>
    /// <param name="clock">Clock of the answer time-out.</param>
    /// <param name="broken">Told of a connection on which a publication failed.</param>
    internal PublishWindow(
        string topic, int qualityOfService, ulong streamId, int batchMaximum, int capacity, IMonotonicClock clock, Action<MqttLink> broken)
    {
        _topic = topic;
        _qualityOfService = qualityOfService;
        _streamId = streamId;
        _clock = clock;
        _broken = broken;
        _slots = new Slot[capacity];
        for (var i = 0; i < capacity; i++)
        {
            _slots[i].Payload = new byte[SpikeBatchCodec.LengthOf(batchMaximum)];
        }
    }

    /// <summary>Batches acknowledged.</summary>
    internal long Batches => Volatile.Read(ref _batches);

    /// <summary>Spikes in them.</summary>
    internal long Spikes => Volatile.Read(ref _spikes);

    /// <summary>Batches that were sent again.</summary>
    internal long SentAgain => Volatile.Read(ref _sentAgain);

    /// <summary>When the first batch was acknowledged [ns, monotonic clock], or 0.</summary>
    internal long FirstAt => Volatile.Read(ref _firstAt);

    /// <summary>Why the broker refused a batch, or null.</summary>
    internal Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>The connection that works, or null.</summary>
    internal MqttLink? Link => Volatile.Read(ref _link);

    /// <summary>Takes a batch; waits for room.</summary>
    /// <returns>False where waiting is no longer worth it.</returns>
    /// <exception cref="PublishRefusedException">The broker refused a batch.</exception>
    internal bool TryAdd(ReadOnlySpan<SpikeEvent> spikes, Func<bool> givesUp)
    {
        lock (_gate)
        {
            while (_failure is null && _tail - _head == _slots.Length)
            {
                if (givesUp())
                {
                    return false;
                }

                Monitor.Wait(_gate, Slice);
            }

            ThrowOnFailure();
            ref var slot = ref _slots[_tail % _slots.Length];
            var header = new SpikeBatchHeader
            {
                StreamId = _streamId,
                Sequence = unchecked((uint)_tail),
                SpikesBefore = _spikesTaken,
                BaseTimeNanoseconds = spikes[0].TimeNanoseconds,
            };
            if (!SpikeBatchCodec.TryWrite(slot.Payload, header, spikes, out slot.Length, out var error))
            {
                throw new InvalidOperationException($"a batch of {spikes.Length} spikes cannot be written: {error}");
            }

            (slot.Spikes, slot.IsSent, slot.IsAcknowledged) = (spikes.Length, false, false);
            _spikesTaken += (ulong)spikes.Length;
            _tail++;
            SendMore();
            return true;
        }
    }

    /// <summary>Goes on with this connection: what is not acknowledged is sent, from the oldest.</summary>
    internal void Attach(MqttLink link)
    {
        lock (_gate)
        {
            _link = link;
            // One is left for the announcements, where the broker takes several.
            _limit = Math.Clamp(link.ReceiveMaximum - 1, 1, _slots.Length);
            _next = _head;
            SendMore();
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Leaves this connection.</summary>
    /// <returns>Whether it was still in use.</returns>
    internal bool Detach(MqttLink link)
    {
        lock (_gate)
        {
            if (_link != link)
            {
                return false;
            }

            _link = null;
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>Whether the oldest publication has waited longer than this for its acknowledgement.</summary>
    internal bool IsOverdue(TimeSpan timeout)
    {
        lock (_gate)
        {
            return _link is not null && _head < _next && _clock.NowNanoseconds - _slots[_head % _slots.Length].SentAt > timeout.Ticks * 100;
        }
    }

    /// <summary>Waits until every batch is acknowledged and the connection works.</summary>
    /// <returns>False where waiting is no longer worth it, or a batch was refused.</returns>
    internal bool WaitUntilEmpty(Func<bool> givesUp)
    {
        lock (_gate)
        {
            while (_failure is null && (_head < _tail || _link is null))
            {
                if (givesUp())
                {
                    return false;
                }

                Monitor.Wait(_gate, Slice);
            }

            return _failure is null;
        }
    }

    /// <summary>Does something while nothing is in flight, for a broker that takes one publication at a time.</summary>
    /// <returns>What it returns; false where the broker does not acknowledge in time.</returns>
    internal bool TryWhileQuiet(MqttLink link, TimeSpan timeout, Func<bool> action)
    {
        try
        {
            lock (_gate)
            {
                _isPaused = true;
                var until = _clock.NowNanoseconds + (timeout.Ticks * 100);
                while (_link == link && _head < _next)
                {
                    if (_clock.NowNanoseconds >= until)
                    {
                        return false;
                    }

                    Monitor.Wait(_gate, Slice);
                }
            }

            return action();
        }
        finally
        {
            lock (_gate)
            {
                _isPaused = false;
                SendMore();
            }
        }
    }

    /// <summary>Gives up what is not acknowledged.</summary>
    /// <returns>Spikes given up.</returns>
    internal long Abandon()
    {
        lock (_gate)
        {
            var spikes = 0L;
            for (; _head < _tail; _head++)
            {
                spikes += _slots[_head % _slots.Length].Spikes;
            }

            _next = _head;
            return spikes;
        }
    }

    // The gate is held.
    private void SendMore()
    {
        if (_isSending)
        {
            return; // an acknowledgement came while it was being sent; the loop below goes on
        }

        _isSending = true;
        while (_link is { } link && !_isPaused && _failure is null && _next < _tail && _next - _head < _limit)
        {
            var number = _next++;
            ref var slot = ref _slots[number % _slots.Length];
            if (slot.IsAcknowledged)
            {
                continue;
            }

            Volatile.Write(ref _sentAgain, _sentAgain + (slot.IsSent ? 1 : 0));
            (slot.IsSent, slot.SentAt) = (true, _clock.NowNanoseconds);
            _ = Follow(link, number, slot.Payload.AsMemory(0, slot.Length));
        }

        _isSending = false;
    }

#pragma warning disable CA1031 // Whatever ends a publication ends its connection; the batch goes out on the next one.
    private async Task Follow(MqttLink link, long number, ReadOnlyMemory<byte> payload)
    {
        MqttClientPublishResult result;
        try
        {
            result = await link.PublishAsync(_topic, payload, _qualityOfService).ConfigureAwait(false);
        }
        catch (Exception)
        {
            if (Detach(link))
            {
                _broken(link);
            }

            return;
        }

        Acknowledge(link, number, result);
    }
#pragma warning restore CA1031

    private void Acknowledge(MqttLink link, long number, MqttClientPublishResult result)
    {
        lock (_gate)
        {
            if (link != _link || number < _head)
            {
                return;
            }

            if (!result.IsSuccess)
            {
                _failure = MqttLink.Refused(_topic, result);
                Monitor.PulseAll(_gate);
                return;
            }

            if (_firstAt == 0)
            {
                Volatile.Write(ref _firstAt, _clock.NowNanoseconds);
            }

            _slots[number % _slots.Length].IsAcknowledged = true;
            for (; _head < _next && _slots[_head % _slots.Length].IsAcknowledged; _head++)
            {
                Volatile.Write(ref _batches, _batches + 1);
                Volatile.Write(ref _spikes, _spikes + _slots[_head % _slots.Length].Spikes);
            }

            SendMore();
            Monitor.PulseAll(_gate);
        }
    }

    private void ThrowOnFailure()
    {
        if (_failure is { } failure)
        {
            throw failure;
        }
    }

    private struct Slot
    {
        internal byte[] Payload;
        internal int Length;
        internal int Spikes;
        internal long SentAt; // [ns, monotonic clock]
        internal bool IsSent;
        internal bool IsAcknowledged;
    }
}
