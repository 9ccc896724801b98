using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Sends spikes as address-events over UDP, several in a datagram. The protocols derive from it.</summary>
/// <remarks>Hot path: <see cref="Emit"/>, <see cref="RunDue"/> and <see cref="EnterSafeState"/> do not allocate, block or throw.</remarks>
public abstract class UdpEventPort : IImmediatePort, IDisposable
{
    private const long Never = long.MaxValue;

    private readonly UdpSocket _socket;
    private readonly AddressEvent[] _queue; // ring; an index is a count % length
    private readonly AddressEvent[] _packet;
    private readonly byte[] _datagram;
    private readonly long _flush; // [ns]
    private readonly int _burstPackets;
    private readonly long _burstPause; // [ns]
    private long _taken;
    private long _sent;
    private int _burst;
    private long _lastPacket = -Never; // [ns, monotonic clock]
    private long _pauseUntil; // [ns, monotonic clock]
    private bool _hasStarted;
    private bool _isSafe;
    private long _packets;
    private long _events;
    private long _refused;
    private long _unmapped;
    private long _lost;

    private protected UdpEventPort(string name, UdpSendOptions options, int defaultPort, int packetEvents, int packetBytes)
    {
        Name = name;
        _queue = new AddressEvent[options.QueueCapacity];
        _packet = new AddressEvent[packetEvents];
        _datagram = new byte[packetBytes];
        _flush = options.FlushTime.Ticks * 100;
        _burstPackets = options.BurstPackets;
        _burstPause = options.BurstPause.Ticks * 100;
        _socket = UdpSocket.OpenSender(options.Host, options.Port == 0 ? defaultPort : options.Port);
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>What was done so far; may be read from any thread.</summary>
    public UdpSendCounts Counts => new(
        Volatile.Read(ref _packets), Volatile.Read(ref _events), Volatile.Read(ref _refused), Volatile.Read(ref _unmapped), Volatile.Read(ref _lost));

    /// <inheritdoc />
    public long NextDueNanoseconds => Waiting == 0 ? Never : Math.Max(_pauseUntil, Waiting >= _packet.Length ? 0 : Oldest.DueNanoseconds);

    private int Waiting => (int)(_taken - _sent);

    private ref AddressEvent Oldest => ref _queue[_sent % _queue.Length];

    /// <inheritdoc />
    public bool Emit(in SpikeEvent spike, long nowNanoseconds)
    {
        if (_isSafe)
        {
            Volatile.Write(ref _refused, _refused + 1);
            return false;
        }

        if (!TryMap(spike, out var address, out var time))
        {
            Volatile.Write(ref _unmapped, _unmapped + 1);
            return true;
        }

        if (Waiting == _queue.Length)
        {
            Volatile.Write(ref _refused, _refused + 1);
            return false;
        }

        _queue[_taken % _queue.Length] = new AddressEvent(address, time, nowNanoseconds + _flush);
        _taken++;
        RunDue(nowNanoseconds);
        return true;
    }

    /// <inheritdoc />
    public void RunDue(long nowNanoseconds)
    {
        while (Waiting > 0 && NextDueNanoseconds <= nowNanoseconds)
        {
            SendPacket(nowNanoseconds);
        }
    }

    /// <summary>Sends the protocol's stop and refuses whatever comes; events that still wait are given up.</summary>
    public void EnterSafeState()
    {
        _isSafe = true;
        Volatile.Write(ref _lost, _lost + Waiting);
        _sent = _taken;
        _ = _socket.TrySend(_datagram.AsSpan(0, EncodeStop(_datagram)));
    }

    /// <summary>Closes the socket.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Address and time of a spike on the wire; false for a neuron that has none.</summary>
    private protected abstract bool TryMap(in SpikeEvent spike, out uint address, out uint time);

    /// <summary>Writes a datagram of events and returns its length.</summary>
    private protected abstract int Encode(ReadOnlySpan<AddressEvent> events, Span<byte> datagram);

    /// <summary>Writes the protocol's stop and returns its length.</summary>
    private protected abstract int EncodeStop(Span<byte> datagram);

    /// <summary>Writes what goes before the first event and returns its length, 0 for nothing.</summary>
    private protected abstract int EncodeStart(Span<byte> datagram);

    private void SendPacket(long now)
    {
        if (!_hasStarted)
        {
            _hasStarted = true;
            if (EncodeStart(_datagram) is > 0 and var length)
            {
                _ = _socket.TrySend(_datagram.AsSpan(0, length));
            }
        }

        var count = Math.Min(Waiting, _packet.Length);
        for (var i = 0; i < count; i++)
        {
            _packet[i] = _queue[(_sent + i) % _queue.Length];
        }

        _sent += count;
        if (_socket.TrySend(_datagram.AsSpan(0, Encode(_packet.AsSpan(0, count), _datagram))))
        {
            Volatile.Write(ref _packets, _packets + 1);
            Volatile.Write(ref _events, _events + count);
        }
        else
        {
            Volatile.Write(ref _lost, _lost + count);
        }

        Pause(now);
    }

    private void Pause(long now)
    {
        if (_burstPause == 0)
        {
            return;
        }

        // A gap that is as long as the pause is one.
        _burst = now - _burstPause >= _lastPacket ? 1 : _burst + 1;
        _lastPacket = now;
        if (_burst == _burstPackets)
        {
            _burst = 0;
            _pauseUntil = now + _burstPause;
        }
    }
}
