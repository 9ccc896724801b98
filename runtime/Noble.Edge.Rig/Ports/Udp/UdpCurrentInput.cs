using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Currents that come in over UDP, sample by sample: <see cref="CurrentDatagram"/>.</summary>
/// <remarks>
/// With a sample interval each sample is handed on in the order of the sender's times: what a datagram repeats is left out, what is missing between
/// two becomes a sample that is no number, so that those after it keep their place. Without one the newest sample of each neuron is handed on, unless
/// the datagram is older than one before it. Hot path as the base says.
/// </remarks>
public sealed class UdpCurrentInput : UdpEventInput
{
    /// <summary>UDP port where none is given.</summary>
    public const int DefaultPort = 17_900;

    private readonly CurrentSequence _sequence;

    /// <summary>Opens the socket.</summary>
    /// <exception cref="UdpPortException">It cannot listen there.</exception>
    public UdpCurrentInput(UdpCurrentInputOptions options)
        : base(options.Name, options.Listen, DefaultPort, handsCommandsOn: false) => _sequence = new CurrentSequence(options.Neurons, options.SampleInterval);

    /// <summary>Samples that came after their turn, or again.</summary>
    public long Late => _sequence.Late;

    /// <summary>Samples that never came, by the times of those that did.</summary>
    public long Missing => _sequence.Missing;

    /// <summary>Datagrams that never came, by their numbers.</summary>
    public long LostDatagrams => _sequence.Lost;

    private protected override FrameError Decode(ReadOnlySpan<byte> datagram, long now)
    {
        if (!CurrentDatagram.TryRead(datagram, out var header))
        {
            return FrameError.LengthMismatch;
        }

        var rows = _sequence.Rows(header);
        for (var row = rows; row < header.Neurons; row++)
        {
            AddUnmapped();
        }

        var isNew = _sequence.Observe(header);
        for (var row = 0; row < rows; row++)
        {
            var channel = header.FirstNeuron < 0 ? -1 : header.FirstNeuron + row;
            var (first, missing) = _sequence.Place(channel, header, isNew, Room / rows);
            for (var i = 0; i < missing; i++)
            {
                AddSample(channel, float.NaN, now);
            }

            for (var sample = first; sample < header.Samples; sample++)
            {
                AddSample(channel, header.Sample(datagram, row, sample), now);
            }
        }

        return FrameError.None;
    }
}
