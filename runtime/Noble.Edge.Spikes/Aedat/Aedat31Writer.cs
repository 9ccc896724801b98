using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Noble.Edge.Spikes;

/// <summary>Spikes as an AEDAT 3.1 file of spike events. The byte table is in this folder's README.</summary>
/// <remarks>
/// Times are written in whole microseconds, rounded down; their clock has 31 bits in an event and an overflow counter in the packet, so
/// that a packet ends where the clock overflows, each 35 min 47 s. The stream stays the caller's. <see cref="Write"/> does not allocate.
/// </remarks>
public sealed class Aedat31Writer
{
    /// <summary>Most events in a packet.</summary>
    public const int PacketCapacity = 4096;

    internal const int HeaderLength = 28;
    internal const int EventLength = 8;
    internal const short SpikeEventType = 12;
    internal const int TimestampOffset = 4;
    internal const int TimestampBits = 31;

    // The overflow counter is an int32, so that this is the last moment of the format's clock [µs].
    private const long LastMicrosecond = (1L << (TimestampBits + TimestampBits)) - 1;
    private const long NanosecondsPerMicrosecond = 1000;

    private readonly Stream _stream;
    private readonly byte[] _packet = new byte[HeaderLength + (PacketCapacity * EventLength)];

    /// <summary>Writes the file's header.</summary>
    /// <param name="stream">Takes the bytes; neither flushed nor closed here.</param>
    /// <param name="source">What the spikes are of; a line of printable ASCII, anything else becomes a question mark.</param>
    /// <param name="start">When the experiment clock was 0.</param>
    public Aedat31Writer(Stream stream, string source, DateTimeOffset start)
    {
        _stream = stream;
        var description = string.Concat(source.Select(letter => letter is >= ' ' and <= '~' ? letter : '?'));
        var zone = start.Offset.ToString(start.Offset < TimeSpan.Zero ? "'-'hhmm" : "'+'hhmm", CultureInfo.InvariantCulture);
        var moment = start.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        stream.Write(Encoding.ASCII.GetBytes($"#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 0: {description}\r\n#Start-Time: {moment} (TZ{zone})\r\n#!END-HEADER\r\n"));
    }

    /// <summary>Spikes that the format has no room for: before time 0, or of a neuron below 0.</summary>
    public long Unwritable { get; private set; }

    /// <summary>Writes spikes, in the order of time.</summary>
    public void Write(ReadOnlySpan<SpikeEvent> spikes)
    {
        var count = 0;
        var overflow = 0L;
        foreach (ref readonly var spike in spikes)
        {
            var microseconds = spike.TimeNanoseconds / NanosecondsPerMicrosecond;
            if (spike.TimeNanoseconds < 0 || microseconds > LastMicrosecond || spike.Neuron < 0)
            {
                Unwritable++;
                continue;
            }

            if (count == PacketCapacity || (count > 0 && microseconds >> TimestampBits != overflow))
            {
                Send(count, (int)overflow);
                count = 0;
            }

            overflow = microseconds >> TimestampBits;
            var at = _packet.AsSpan(HeaderLength + (count * EventLength), EventLength);
            BinaryPrimitives.WriteUInt32LittleEndian(at, Aedat31Address.ToWord(spike.Neuron));
            BinaryPrimitives.WriteUInt32LittleEndian(at[TimestampOffset..], (uint)microseconds & int.MaxValue);
            count++;
        }

        if (count > 0)
        {
            Send(count, (int)overflow);
        }
    }

    private void Send(int count, int overflow)
    {
        var header = _packet.AsSpan(0, HeaderLength);
        BinaryPrimitives.WriteInt16LittleEndian(header, SpikeEventType);
        BinaryPrimitives.WriteInt16LittleEndian(header[2..], 0); // source
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], EventLength);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], TimestampOffset);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], overflow);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], count); // capacity
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], count);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], count); // valid
        _stream.Write(_packet, 0, HeaderLength + (count * EventLength));
    }
}
