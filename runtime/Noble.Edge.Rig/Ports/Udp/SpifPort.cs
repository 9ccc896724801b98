using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Sends spikes to SpiNNaker's peripheral interface: a neuron is a pixel, a spike an event of positive polarity.</summary>
/// <remarks>Its stop is the stop word. Hot path as the base says.</remarks>
public sealed class SpifPort : UdpEventPort
{
    private const int RowBits = 16;

    private readonly SpifFrame _frame;
    private readonly SpifWords _words;
    private readonly SpifEvent[] _events;
    private readonly bool _hasTimestamps;
    private readonly bool _sendsStart;
    private readonly long _unit; // [ns]

    /// <summary>Opens the socket and looks the host up.</summary>
    /// <exception cref="UdpPortException">There is no such host.</exception>
    public SpifPort(SpifPortOptions options)
        : base(options.Name, options.Send, SpifPortOptions.FirstPipePort, EventsOf(options), options.PacketBytes)
    {
        _frame = options.Frame;
        _words = options.Words;
        _events = new SpifEvent[EventsOf(options)];
        _hasTimestamps = options.Timestamps;
        _sendsStart = options.SendStart;
        _unit = options.TimestampUnit.Ticks * 100;
    }

    private protected override bool TryMap(in SpikeEvent spike, out uint address, out uint time)
    {
        time = _hasTimestamps ? unchecked((uint)(spike.TimeNanoseconds / _unit)) : 0;
        var isInside = _frame.TryGetPixel(spike.Neuron, out var x, out var y);
        address = ((uint)y << RowBits) | (uint)x;
        return isInside && !IsControlWord(EventOf(address, time));
    }

    private protected override int Encode(ReadOnlySpan<AddressEvent> events, Span<byte> datagram)
    {
        for (var i = 0; i < events.Length; i++)
        {
            _events[i] = EventOf(events[i].Address, events[i].Time);
        }

        _ = SpifCodec.TryWrite(datagram, _words, _events.AsSpan(0, events.Length), out var written, out _);
        return written;
    }

    private protected override int EncodeStop(Span<byte> datagram) => EncodeWord(SpifKind.Stop, datagram);

    private protected override int EncodeStart(Span<byte> datagram) => _sendsStart ? EncodeWord(SpifKind.Start, datagram) : 0;

    private static int EventsOf(SpifPortOptions options) => options.PacketBytes / (options.Timestamps ? 2 * sizeof(uint) : sizeof(uint));

    private int EncodeWord(SpifKind kind, Span<byte> datagram)
    {
        var word = new SpifEvent { Kind = kind };
        _ = SpifCodec.TryWrite(datagram, _words, new ReadOnlySpan<SpifEvent>(in word), out var written, out _);
        return written;
    }

    private SpifEvent EventOf(uint address, uint time) => new()
    {
        X = (ushort)address,
        Y = (ushort)(address >> RowBits),
        Polarity = true,
        HasTimestamp = _hasTimestamps,
        Timestamp = time,
    };

    // The one pixel whose event the receiver would take for a control word: that neuron has no address.
    private bool IsControlWord(in SpifEvent one)
    {
        Span<byte> bytes = stackalloc byte[2 * sizeof(uint)];
        return !SpifCodec.TryWrite(bytes, _words, new ReadOnlySpan<SpifEvent>(in one), out _, out _);
    }
}
