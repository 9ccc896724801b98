using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Sends spikes as EIEIO packets: into a core of a SpiNNaker board, or to a program that understands them.</summary>
/// <remarks>Its stop is command 10. Hot path as the base says.</remarks>
public sealed class EieioPort : UdpEventPort
{
    private readonly KeyMap _keys;
    private readonly EieioHeader _header;
    private readonly EieioEvent[] _events;
    private readonly byte[] _board; // SDP header, or nothing
    private readonly bool _is16Bit;
    private readonly long _unit; // [ns]

    /// <summary>Opens the socket and looks the host up.</summary>
    /// <exception cref="UdpPortException">There is no such host.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A key, or the board's core, has no room in the packet.</exception>
    public EieioPort(EieioPortOptions options)
        : base(options.Name, options.Send, EieioPortOptions.BoardPort, EieioCodec.FittingCount(HeaderOf(options)), SdpHeader.Length + EieioCodec.MaximumLength)
    {
        _keys = options.Keys;
        _header = HeaderOf(options);
        _events = new EieioEvent[EieioCodec.FittingCount(_header)];
        _is16Bit = options.Type < EieioType.Key32;
        _unit = options.TimestampUnit.Ticks * 100;
        _board = Check(options);
    }

    private protected override bool TryMap(in SpikeEvent spike, out uint address, out uint time)
    {
        var count = unchecked((uint)(spike.TimeNanoseconds / _unit));
        time = !_header.HasElementPayload ? 0 : _is16Bit ? (ushort)count : count;
        return _keys.TryGetKey(spike.Neuron, out address);
    }

    private protected override int Encode(ReadOnlySpan<AddressEvent> events, Span<byte> datagram)
    {
        for (var i = 0; i < events.Length; i++)
        {
            _events[i] = new EieioEvent(events[i].Address, events[i].Time);
        }

        _board.CopyTo(datagram);
        _ = EieioCodec.TryWrite(datagram[_board.Length..], _header, _events.AsSpan(0, events.Length), out var written, out _);
        return _board.Length + written;
    }

    private protected override int EncodeStop(Span<byte> datagram)
    {
        _board.CopyTo(datagram);
        _ = EieioCodec.TryWriteCommand(datagram[_board.Length..], EieioCommand.Stop, [], out var written, out _);
        return _board.Length + written;
    }

    private protected override int EncodeStart(Span<byte> datagram) => 0;

    private static EieioHeader HeaderOf(EieioPortOptions options)
    {
        var header = new EieioHeader { Type = options.Type };
        return header with { PayloadIsTimestamp = header.HasElementPayload };
    }

    private byte[] Check(EieioPortOptions options)
    {
        var problem = _is16Bit && options.Keys.HighestKey > ushort.MaxValue
            ? $"EIEIO key 0x{options.Keys.HighestKey:x} in packets of 16-bit keys: expected at most 0xffff, or type Key32"
            : null;
        var board = new byte[options.Board is null ? 0 : SdpHeader.Length];
        if (options.Board is { } header && !header.TryWrite(board, out _))
        {
            problem = $"SDP port {header.DestinationPort} of core {header.DestinationCore}: expected ports 0 to 7 and cores 0 to 31";
        }

        if (problem is not null)
        {
            Dispose();
            throw new ArgumentOutOfRangeException(null, problem);
        }

        return board;
    }
}
