namespace Noble.Edge.Spikes;

/// <summary>Reads the spikes of an AEDAT 3.1 or AEDAT 4 file, packet by packet, in the order in which they stand there.</summary>
/// <remarks>
/// In 3.1 it takes spike events; in 4 the events of streams of type <c>EVTS</c>, of either polarity, as neuron = y * width + x. Other
/// packets are passed over. Memory is bounded whatever the file says. The stream stays the caller's.
/// </remarks>
public sealed class AedatReader
{
    /// <summary>Largest packet, as it stands in the file and decompressed [bytes].</summary>
    public const int LargestPacket = 64 << 20;

    private readonly IAedatPackets _packets;
    private SpikeEvent[] _spikes = [];
    private int _count;
    private int _next;

    /// <summary>Reads the file's header.</summary>
    /// <param name="stream">The file from its beginning.</param>
    /// <exception cref="AedatFormatException">It is not such a file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public AedatReader(Stream stream)
    {
        var source = new AedatSource(stream);
        var mark = new byte[Aedat4Layout.MagicLength];
        var length = source.ReadUpTo(mark);
        if (length == mark.Length && mark.AsSpan().SequenceEqual(Aedat4Layout.Magic))
        {
            Version = AedatVersion.Aedat4;
            _packets = new Aedat4Packets(source);
        }
        else if (length == mark.Length && mark.AsSpan().SequenceEqual(Aedat31Packets.Magic))
        {
            Version = AedatVersion.Aedat31;
            _packets = new Aedat31Packets(source);
        }
        else
        {
            throw new AedatFormatException(0, "expected #!AER-DAT3.1 or #!AER-DAT4.0");
        }
    }

    /// <summary>The file's version.</summary>
    public AedatVersion Version { get; }

    /// <summary>Packets of other kinds that were passed over so far.</summary>
    public long PacketsSkipped => _packets.Skipped;

    /// <summary>Events that say they are not valid, or lie outside of their frame, so far.</summary>
    public long EventsSkipped => _packets.EventsSkipped;

    /// <summary>Reads the next spikes.</summary>
    /// <param name="destination">Takes them; times in nanoseconds on the file's clock.</param>
    /// <returns>Spikes read; 0 at the end of the file.</returns>
    /// <exception cref="AedatFormatException">A packet is damaged; the spikes of those before it were read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public int Read(Span<SpikeEvent> destination)
    {
        if (destination.Length == 0)
        {
            return 0;
        }

        while (_next == _count)
        {
            _next = 0;
            _count = 0;
            if (!_packets.TryReadPacket(ref _spikes, out _count))
            {
                return 0;
            }
        }

        var count = Math.Min(destination.Length, _count - _next);
        _spikes.AsSpan(_next, count).CopyTo(destination);
        _next += count;
        return count;
    }
}
