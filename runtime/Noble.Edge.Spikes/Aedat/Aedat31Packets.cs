using System.Buffers.Binary;

namespace Noble.Edge.Spikes;

/// <summary>The packets of an AEDAT 3.1 file.</summary>
internal sealed class Aedat31Packets : IAedatPackets
{
    private const int LongestHeader = 1 << 16;
    private const long NanosecondsPerMicrosecond = 1000;

    private readonly AedatSource _source;

    internal Aedat31Packets(AedatSource source)
    {
        _source = source;
        Span<byte> line = stackalloc byte["#!END-HEADER\r\n".Length];
        Span<byte> letter = stackalloc byte[1];
        var length = 0;
        while (source.Position < LongestHeader)
        {
            if (source.ReadUpTo(letter) == 0)
            {
                throw new AedatFormatException(source.Position, "the file ends before #!END-HEADER");
            }

            if (length < line.Length)
            {
                line[length] = letter[0];
            }

            length++;
            if (letter[0] == '\n')
            {
                if (length == line.Length && line.SequenceEqual("#!END-HEADER\r\n"u8))
                {
                    return;
                }

                length = 0;
            }
        }

        throw new AedatFormatException(source.Position, $"no #!END-HEADER within {LongestHeader} bytes");
    }

    public long Skipped { get; private set; }

    public long EventsSkipped { get; private set; }

    internal static ReadOnlySpan<byte> Magic => "#!AER-DAT3.1\r\n"u8;

    public bool TryReadPacket(ref SpikeEvent[] spikes, out int count)
    {
        count = 0;
        var at = _source.Position;
        Span<byte> header = stackalloc byte[Aedat31Writer.HeaderLength];
        var length = _source.ReadUpTo(header);
        if (length == 0)
        {
            return false;
        }

        if (length < header.Length)
        {
            throw new AedatFormatException(at, $"a packet's header of {header.Length} bytes: the file ends after {length}");
        }

        var type = BinaryPrimitives.ReadInt16LittleEndian(header);
        var size = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        var timestampOffset = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        var overflow = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        var capacity = BinaryPrimitives.ReadInt32LittleEndian(header[16..]);
        var number = BinaryPrimitives.ReadInt32LittleEndian(header[20..]);
        if (size < 0 || number < 0 || capacity < number || overflow < 0)
        {
            throw new AedatFormatException(at, $"a packet of {number} events of {size} bytes, capacity {capacity}, overflow {overflow}: expected none negative, and no more events than the capacity");
        }

        var bytes = _source.Read((long)size * capacity, "a packet").Span;
        if (type != Aedat31Writer.SpikeEventType)
        {
            Skipped++;
            return true;
        }

        if (size < Aedat31Writer.EventLength || timestampOffset < 0 || timestampOffset > size - sizeof(uint))
        {
            throw new AedatFormatException(at, $"spike events of {size} bytes with their time at {timestampOffset}: expected {Aedat31Writer.EventLength} with it at {Aedat31Writer.TimestampOffset}");
        }

        if (spikes.Length < number)
        {
            spikes = new SpikeEvent[number];
        }

        for (var i = 0; i < number; i++)
        {
            var one = bytes[(i * size)..];
            if (!Aedat31Address.TryToNeuron(BinaryPrimitives.ReadUInt32LittleEndian(one), out var neuron))
            {
                EventsSkipped++;
                continue;
            }

            var microseconds = ((long)overflow << Aedat31Writer.TimestampBits) | (BinaryPrimitives.ReadUInt32LittleEndian(one[timestampOffset..]) & int.MaxValue);
            if (microseconds > long.MaxValue / NanosecondsPerMicrosecond)
            {
                throw new AedatFormatException(at, $"a time of {microseconds} µs: expected at most {long.MaxValue / NanosecondsPerMicrosecond}");
            }

            spikes[count++] = new SpikeEvent(microseconds * NanosecondsPerMicrosecond, neuron);
        }

        return true;
    }
}
