using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Noble.Edge.Training;

/// <summary>Writes scalars as TensorBoard reads them: a TFRecord file of Event messages.</summary>
/// <remarks>
/// A record is: length (u64), masked CRC-32C of it (u32), the message, masked CRC-32C of that (u32), little-endian. An Event (protocol buffers)
/// has wall_time = 1 (double, seconds), step = 2 (int64), file_version = 3 (string, the first record only), summary = 5, session_log = 7;
/// a summary's value = 1 has tag = 1 and simple_value = 2 (float).
/// </remarks>
public sealed class EventFile : IDisposable
{
    private const int Double = 1, Varint = 0, Bytes = 2, Float = 5; // wire types
    private const uint Start = 1; // SessionLog.SessionStatus.START

    private readonly FileStream _stream;
    private readonly TimeProvider _time;

    /// <param name="path">A new file.</param>
    /// <param name="fromStep">The first step that follows; TensorBoard drops what earlier files say of it and of later ones.</param>
    /// <param name="time">Wall time of the events.</param>
    public EventFile(string path, long fromStep, TimeProvider time)
    {
        _time = time;
        _stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        var version = new MemoryStream();
        Tag(version, 1, Double);
        WriteDouble(version, Seconds());
        WriteText(version, 3, "brain.Event:2");
        Record(version);

        var session = new MemoryStream();
        Tag(session, 1, Varint);
        WriteVarint(session, Start);
        var started = Event(fromStep);
        WriteMessage(started, 7, session);
        Record(started);
        _stream.Flush();
    }

    /// <summary>Writes one value.</summary>
    /// <param name="tag">Its name, with slashes for groups.</param>
    /// <param name="step">The step.</param>
    /// <param name="value">Written as float32.</param>
    public void Scalar(string tag, long step, double value)
    {
        var scalar = new MemoryStream();
        WriteText(scalar, 1, tag);
        Tag(scalar, 2, Float);
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
        scalar.Write(bytes);
        var summary = new MemoryStream();
        WriteMessage(summary, 1, scalar);
        var message = Event(step);
        WriteMessage(message, 5, summary);
        Record(message);
        _stream.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private double Seconds() => _time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    private MemoryStream Event(long step)
    {
        var message = new MemoryStream();
        Tag(message, 1, Double);
        WriteDouble(message, Seconds());
        Tag(message, 2, Varint);
        WriteVarint(message, (ulong)step);
        return message;
    }

    private void Record(MemoryStream message)
    {
        var data = message.GetBuffer().AsSpan(0, (int)message.Length);
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], MaskedCrc(head[..8]));
        Span<byte> tail = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, MaskedCrc(data));
        _stream.Write(head);
        _stream.Write(data);
        _stream.Write(tail);
    }

    // TFRecord rotates and shifts the sum, since a CRC of data that holds its own CRC says nothing.
    private static uint MaskedCrc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return BitOperations.RotateRight(~crc, 15) + 0xa282ead8;
    }

    private static void Tag(Stream stream, int field, int wireType) => WriteVarint(stream, (ulong)((field << 3) | wireType));

    private static void WriteText(Stream stream, int field, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Tag(stream, field, Bytes);
        WriteVarint(stream, (ulong)bytes.Length);
        stream.Write(bytes);
    }

    private static void WriteMessage(Stream stream, int field, MemoryStream message)
    {
        Tag(stream, field, Bytes);
        WriteVarint(stream, (ulong)message.Length);
        message.WriteTo(stream);
    }

    private static void WriteDouble(Stream stream, double value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        stream.Write(bytes);
    }

    private static void WriteVarint(Stream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            stream.WriteByte((byte)(value | 0x80));
        }

        stream.WriteByte((byte)value);
    }
}
