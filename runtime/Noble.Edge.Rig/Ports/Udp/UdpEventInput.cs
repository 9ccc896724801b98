using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Listens for address-events over UDP. The protocols derive from it.</summary>
/// <remarks>
/// An event's time is when it was taken in: times in packets are on the sender's clock. A read looks at a bounded number of datagrams;
/// where all of them were useless it returns false although more may wait, and the descriptor is then still readable. Hot path:
/// <see cref="TryRead"/> does not allocate, block or throw, whatever arrives.
/// </remarks>
public abstract class UdpEventInput : IInputPort, IDisposable
{
    // More than any packet of either protocol has; what is longer is malformed.
    private const int LongestDatagram = 4096;

    private readonly UdpSocket _socket;
    private readonly byte[] _datagram = new byte[LongestDatagram];
    private readonly InputEvent[] _waiting = new InputEvent[LongestDatagram / 2];
    private readonly long[] _malformed = new long[Enum.GetValues<FrameError>().Length];
    private readonly uint? _sender;
    private readonly int _datagramsPerRead;
    private readonly bool _handsCommandsOn;
    private int _count;
    private int _next;
    private long _datagrams;
    private long _packets;
    private long _events;
    private long _commands;
    private long _unmapped;
    private long _refused;

    private protected UdpEventInput(string name, UdpListenOptions options, int defaultPort, bool handsCommandsOn)
    {
        Name = name;
        _datagramsPerRead = options.DatagramsPerRead;
        _handsCommandsOn = handsCommandsOn;
        var port = options.AnyPort ? 0 : options.Port == 0 ? defaultPort : options.Port;
        _sender = options.Sender is null ? null : UdpSocket.Resolve(options.Sender, port);
        _socket = UdpSocket.OpenReceiver(options.Address, port);
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public int PollDescriptor => _socket.Descriptor;

    /// <summary>The UDP port that is listened at.</summary>
    public int LocalPort => _socket.LocalPort;

    /// <summary>What was done so far; may be read from any thread.</summary>
    public UdpReceiveCounts Counts
    {
        get
        {
            var malformed = 0L;
            foreach (ref var count in _malformed.AsSpan())
            {
                malformed += Volatile.Read(ref count);
            }

            return new UdpReceiveCounts(
                Volatile.Read(ref _datagrams), Volatile.Read(ref _packets), Volatile.Read(ref _events), Volatile.Read(ref _commands), Volatile.Read(ref _unmapped), malformed, Volatile.Read(ref _refused));
        }
    }

    /// <summary>Datagrams that are no packets for this reason.</summary>
    public long MalformedBy(FrameError reason) => Volatile.Read(ref _malformed[(int)reason]);

    /// <inheritdoc />
    public bool TryRead(long nowNanoseconds, out InputEvent received)
    {
        for (var looked = 0; _next == _count && looked < _datagramsPerRead; looked++)
        {
            if (!TakeDatagram(nowNanoseconds))
            {
                break;
            }
        }

        if (_next == _count)
        {
            received = default;
            return false;
        }

        received = _waiting[_next++];
        return true;
    }

    /// <summary>Closes the socket.</summary>
    public void Dispose()
    {
        _socket.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads a packet and calls <see cref="Add"/>, <see cref="AddUnmapped"/> and <see cref="AddCommand"/> for what is in it.</summary>
    private protected abstract FrameError Decode(ReadOnlySpan<byte> datagram, long now);

    private protected void Add(int channel, long now)
    {
        _waiting[_count++] = new InputEvent(now, InputKind.Spike, 0, channel, 0);
        Volatile.Write(ref _events, _events + 1);
    }

    /// <summary>Events of a datagram for which there is room.</summary>
    private protected int Room => _waiting.Length;

    private protected void AddSample(int channel, double value, long now)
    {
        if (_count < _waiting.Length)
        {
            _waiting[_count++] = new InputEvent(now, InputKind.Sample, 0, channel, value);
            Volatile.Write(ref _events, _events + 1);
        }
    }

    private protected void AddUnmapped() => Volatile.Write(ref _unmapped, _unmapped + 1);

    private protected void AddCommand(RigCommand? command, long now)
    {
        Volatile.Write(ref _commands, _commands + 1);
        if (_handsCommandsOn && command is { } asked)
        {
            _waiting[_count++] = new InputEvent(now, InputKind.Command, 0, (int)asked, 0);
        }
    }

    private bool TakeDatagram(long now)
    {
        var length = _socket.Receive(_datagram, out var sender);
        if (length < 0)
        {
            return false;
        }

        Volatile.Write(ref _datagrams, _datagrams + 1);
        if (_sender is { } only && sender != only)
        {
            Volatile.Write(ref _refused, _refused + 1);
            return true;
        }

        _next = 0;
        _count = 0;
        var error = length > _datagram.Length ? FrameError.LengthMismatch : Decode(_datagram.AsSpan(0, length), now);
        ref var counter = ref error == FrameError.None ? ref _packets : ref _malformed[(int)error];
        Volatile.Write(ref counter, counter + 1);
        return true;
    }
}
