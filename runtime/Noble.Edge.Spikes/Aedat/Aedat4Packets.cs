using System.Buffers.Binary;

namespace Noble.Edge.Spikes;

/// <summary>The packets of an AEDAT 4 file.</summary>
internal sealed class Aedat4Packets : IAedatPackets
{
    private const int LargestHeader = 1 << 20;
    private const long NanosecondsPerMicrosecond = 1000;

    private readonly AedatSource _source;
    private readonly BoundedBuffer _decompressed = new(AedatReader.LargestPacket);
    private readonly Dictionary<int, int> _widthOfStream; // streams of events
    private readonly bool _isCompressed;
    private readonly long _end; // the data table's position, or -1

    internal Aedat4Packets(AedatSource source)
    {
        _source = source;
        var at = source.Position;
        try
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(source.Read(sizeof(uint), "the header's size").Span);
            if (size > LargestHeader)
            {
                throw new AedatFormatException(at, $"a header of {size} bytes: expected at most {LargestHeader}");
            }

            var header = FlatTable.Root(source.Read(size, "the header").Span);
            var compression = header.Int32(0, 0);
            _isCompressed = compression is 1 or 2;
            if (compression is < 0 or > 2)
            {
                throw new AedatFormatException(at, $"compression {compression}: expected 0 (none), 1 or 2 (LZ4)");
            }

            _end = header.Int64(1, -1);
            _widthOfStream = Aedat4Information.WidthOfStreams(header.Vector(2, 1));
        }
        catch (InvalidDataException failure)
        {
            throw new AedatFormatException(at, failure.Message, failure);
        }
    }

    public long Skipped { get; private set; }

    public long EventsSkipped { get; private set; }

    public bool TryReadPacket(ref SpikeEvent[] spikes, out int count)
    {
        count = 0;
        var at = _source.Position;
        Span<byte> header = stackalloc byte[Aedat4Layout.PacketHeaderLength];
        var length = at == _end ? 0 : _source.ReadUpTo(header);
        if (length == 0)
        {
            return false;
        }

        if (length < header.Length)
        {
            throw new AedatFormatException(at, $"a packet's header of {header.Length} bytes: the file ends after {length}");
        }

        var payload = _source.Read(BinaryPrimitives.ReadInt32LittleEndian(header[4..]), "a packet");
        if (!_widthOfStream.TryGetValue(BinaryPrimitives.ReadInt32LittleEndian(header), out var width))
        {
            Skipped++;
            return true;
        }

        try
        {
            if (_isCompressed)
            {
                _decompressed.Clear();
                Lz4Frames.Decompress(payload.Span, _decompressed);
                payload = _decompressed.Written;
            }

            count = ReadEvents(payload.Span, width, ref spikes);
        }
        catch (InvalidDataException failure)
        {
            throw new AedatFormatException(at, failure.Message, failure);
        }

        return true;
    }

    private int ReadEvents(ReadOnlySpan<byte> packet, int width, ref SpikeEvent[] spikes)
    {
        const int mark = 2 * sizeof(uint); // from the size
        if (packet.Length < mark + Aedat4Layout.EventsIdentifier.Length || !packet[mark..].StartsWith(Aedat4Layout.EventsIdentifier))
        {
            throw new InvalidDataException("a packet of events without the mark EVTS");
        }

        var size = BinaryPrimitives.ReadUInt32LittleEndian(packet);
        if (size > packet.Length - sizeof(uint))
        {
            throw new InvalidDataException($"a packet of events of {size} bytes in {packet.Length - sizeof(uint)}");
        }

        var events = FlatTable.Root(packet.Slice(sizeof(uint), (int)size)).Vector(0, Aedat4Layout.EventLength);
        var number = events.Length / Aedat4Layout.EventLength;
        if (spikes.Length < number)
        {
            spikes = new SpikeEvent[number];
        }

        var count = 0;
        for (; events.Length > 0; events = events[Aedat4Layout.EventLength..])
        {
            var microseconds = BinaryPrimitives.ReadInt64LittleEndian(events);
            var x = BinaryPrimitives.ReadInt16LittleEndian(events[8..]);
            var y = BinaryPrimitives.ReadInt16LittleEndian(events[10..]);
            if (Math.Abs((decimal)microseconds) > long.MaxValue / NanosecondsPerMicrosecond)
            {
                throw new InvalidDataException($"a time of {microseconds} µs: expected at most {long.MaxValue / NanosecondsPerMicrosecond}");
            }

            if (x < 0 || x >= width || y < 0)
            {
                EventsSkipped++;
                continue;
            }

            spikes[count++] = new SpikeEvent(microseconds * NanosecondsPerMicrosecond, (y * width) + x);
        }

        return count;
    }
}
