using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Events that come in as SPIF packets: those of an event camera, or another program's.</summary>
/// <remarks>Hot path as the base says. Events of a polarity that is not wanted count as unmapped.</remarks>
public sealed class SpifInput : UdpEventInput
{
    private const int MostEvents = 1024;

    private readonly SpifEvent[] _events = new SpifEvent[MostEvents];
    private readonly SpifFrame _frame;
    private readonly SpifWords _words;
    private readonly bool _bothPolarities;

    /// <summary>Opens the socket.</summary>
    /// <exception cref="UdpPortException">It cannot listen there.</exception>
    public SpifInput(SpifInputOptions options)
        : base(options.Name, options.Listen, SpifPortOptions.FirstPipePort, options.Commands)
    {
        _frame = options.Frame;
        _words = options.Words;
        _bothPolarities = options.BothPolarities;
    }

    private protected override FrameError Decode(ReadOnlySpan<byte> datagram, long now)
    {
        if (!SpifCodec.TryRead(datagram, _words, _events, out var count, out var error))
        {
            return error;
        }

        foreach (ref readonly var one in _events.AsSpan(0, count))
        {
            if (one.Kind != SpifKind.Event)
            {
                AddCommand(one.Kind == SpifKind.Stop ? RigCommand.Pause : RigCommand.Resume, now);
            }
            else if ((one.Polarity || _bothPolarities) && _frame.TryGetNeuron(one.X, one.Y, out var channel))
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
