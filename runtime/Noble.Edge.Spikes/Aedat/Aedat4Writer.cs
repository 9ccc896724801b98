using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Noble.Edge.Spikes;

/// <summary>Spikes as an AEDAT 4 file of polarity events, all "on": the neuron is the pixel, row by row. The byte table is in this folder's README.</summary>
/// <remarks>
/// Times are written in whole microseconds, rounded down. Packets hold as many events as a reader with a buffer of 4096 bytes takes; a
/// row for each is kept until <see cref="Complete"/> writes the data table. A file that was never completed has its packets and says
/// that it has no table. The stream stays the caller's.
/// </remarks>
public sealed class Aedat4Writer
{
    /// <summary>Most events in a packet.</summary>
    public const int PacketCapacity = (4096 - Aedat4Layout.EventsStart) / Aedat4Layout.EventLength;

    /// <summary>Largest width and height: a coordinate is an int16.</summary>
    public const int MaximumSize = 32_767;

    private const int LongestSource = 200;
    private const long NanosecondsPerMicrosecond = 1000;

    private readonly Stream _stream;
    private readonly int _width;
    private readonly long _neurons;
    private readonly AedatCompression _compression;
    private readonly List<Aedat4Packet> _packets = [];
    private readonly byte[] _events = new byte[Aedat4Layout.EventsLength(PacketCapacity)];
    private readonly ArrayBufferWriter<byte> _compressed = new();

    /// <summary>Writes the file's header.</summary>
    /// <param name="stream">Takes the bytes, from its beginning, and can seek; neither flushed nor closed here.</param>
    /// <param name="width">Neurons in a row, 1 to 32,767.</param>
    /// <param name="height">Rows, 1 to 32,767.</param>
    /// <param name="compression">How packets are compressed.</param>
    /// <param name="source">What the spikes are of; its first 200 characters are kept.</param>
    /// <param name="start">When the experiment clock was 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Width or height.</exception>
    public Aedat4Writer(Stream stream, int width, int height, AedatCompression compression, string source, DateTimeOffset start)
    {
        if (width is < 1 or > MaximumSize || height is < 1 or > MaximumSize)
        {
            throw new ArgumentOutOfRangeException(null, $"AEDAT 4 size {width} x {height}: expected 1 to {MaximumSize} each");
        }

        _stream = stream;
        _width = width;
        _neurons = (long)width * height;
        _compression = compression;
        stream.Write(Aedat4Layout.Magic);
        stream.Write(Aedat4Layout.FileHeader(compression, Information(width, height, compression, source, start)));
    }

    /// <summary>Spikes that the format has no room for: of a neuron beyond width x height.</summary>
    public long Unwritable { get; private set; }

    /// <summary>Writes spikes, in the order of time.</summary>
    public void Write(ReadOnlySpan<SpikeEvent> spikes)
    {
        var count = 0;
        foreach (ref readonly var spike in spikes)
        {
            if (spike.Neuron < 0 || spike.Neuron >= _neurons)
            {
                Unwritable++;
                continue;
            }

            var (y, x) = Math.DivRem(spike.Neuron, _width);
            Aedat4Layout.WriteEvent(
                _events.AsSpan(Aedat4Layout.EventsLength(count)), Microseconds(spike.TimeNanoseconds), (short)x, (short)y);
            if (++count == PacketCapacity)
            {
                Send(count);
                count = 0;
            }
        }

        if (count > 0)
        {
            Send(count);
        }
    }

    /// <summary>Writes the data table and says in the header where it is.</summary>
    public void Complete()
    {
        var position = _stream.Position;
        ReadOnlySpan<byte> table = Aedat4Layout.DataTable(_packets);
        if (_compression != AedatCompression.None)
        {
            // Readers expect it as compressed as the packets, and one of them in a buffer that is no larger than twice the frame.
            _compressed.ResetWrittenCount();
            Lz4Frames.Store(table, _compressed);
            table = _compressed.WrittenSpan;
        }

        _stream.Write(table);
        var end = _stream.Position;
        _stream.Position = Aedat4Layout.MagicLength + Aedat4Layout.DataTablePosition;
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, position);
        _stream.Write(bytes);
        _stream.Position = end;
    }

    private static long Microseconds(long nanoseconds)
    {
        var (whole, rest) = Math.DivRem(nanoseconds, NanosecondsPerMicrosecond);
        return rest < 0 ? whole - 1 : whole;
    }

    private static string Information(int width, int height, AedatCompression compression, string source, DateTimeOffset start)
    {
        var name = new StringBuilder();
        foreach (var letter in source.AsSpan(0, Math.Min(source.Length, LongestSource)))
        {
            name.Append(letter is >= ' ' and <= '~' and not ('<' or '>' or '&' or '"') ? letter : '?');
        }

        var packing = compression == AedatCompression.None ? "NONE" : "LZ4";
        var microseconds = (start - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <dv version="2.0"><node name="outInfo" path="/outInfo/"><node name="0" path="/outInfo/0/">
            <attr key="compression" type="string">{packing}</attr>
            <attr key="originalModuleName" type="string">noble-edge</attr>
            <attr key="originalOutputName" type="string">events</attr>
            <attr key="typeDescription" type="string">Array of events (polarity ON/OFF).</attr>
            <attr key="typeIdentifier" type="string">EVTS</attr>
            <node name="info" path="/outInfo/0/info/">
            <attr key="sizeX" type="int">{width}</attr>
            <attr key="sizeY" type="int">{height}</attr>
            <attr key="source" type="string">{name}</attr>
            <attr key="tsOffset" type="long">{microseconds}</attr>
            </node></node></node></dv>
            """);
    }

    private void Send(int count)
    {
        Aedat4Layout.WriteEventsStart(_events, count);
        ReadOnlySpan<byte> payload = _events.AsSpan(0, Aedat4Layout.EventsLength(count));
        if (_compression != AedatCompression.None)
        {
            _compressed.ResetWrittenCount();
            Lz4Frames.Compress(payload, _compressed);
            payload = _compressed.WrittenSpan;
        }

        Span<byte> header = stackalloc byte[Aedat4Layout.PacketHeaderLength];
        BinaryPrimitives.WriteInt32LittleEndian(header, 0); // stream
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], payload.Length);
        _stream.Write(header);
        var position = _stream.Position;
        _stream.Write(payload);
        _packets.Add(new Aedat4Packet(position, payload.Length, count, TimeOf(0), TimeOf(count - 1)));
    }

    private long TimeOf(int index) => BinaryPrimitives.ReadInt64LittleEndian(_events.AsSpan(Aedat4Layout.EventsLength(index)));
}
