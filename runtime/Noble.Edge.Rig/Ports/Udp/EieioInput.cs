using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Spikes that come in as EIEIO packets: the live output of a SpiNNaker board, or another program's.</summary>
/// <remarks>Hot path as the base says.</remarks>
public sealed class EieioInput : UdpEventInput
{
    // Live output goes wherever the board's tag says; this is what the toolchain proposes.
    private const int LiveOutputPort = 17_895;

    private readonly EieioEvent[] _events = new EieioEvent[EieioCodec.MaximumCount];
    private readonly KeyMap _keys;
    private readonly bool _hasSdpHeader;

    /// <summary>Opens the socket.</summary>
    /// <exception cref="UdpPortException">It cannot listen there.</exception>
    public EieioInput(EieioInputOptions options)
        : base(options.Name, options.Listen, LiveOutputPort, options.Commands)
    {
        _keys = options.Keys;
        _hasSdpHeader = options.HasSdpHeader;
    }

    private protected override FrameError Decode(ReadOnlySpan<byte> datagram, long now)
    {
        if (_hasSdpHeader)
        {
            if (datagram.Length < SdpHeader.Length)
            {
                return FrameError.TooShort;
            }

            datagram = datagram[SdpHeader.Length..];
        }

        if (EieioCodec.TryReadCommand(datagram, out var command, out _))
        {
            AddCommand(command switch { EieioCommand.Stop => RigCommand.Pause, EieioCommand.Start => RigCommand.Resume, _ => null }, now);
            return FrameError.None;
        }

        if (!EieioCodec.TryRead(datagram, out var header, _events, out var error))
        {
            return error;
        }

        foreach (ref readonly var one in _events.AsSpan(0, header.Count))
        {
            if (_keys.TryGetNeuron(one.Key, out var channel))
            {
                Add(channel, now);
            }
            else
            {
                AddUnmapped();
            }
        }

        return FrameError.None;
    }
}
