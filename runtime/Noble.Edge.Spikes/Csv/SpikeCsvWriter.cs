using System.Buffers.Text;

namespace Noble.Edge.Spikes;

/// <summary>Spikes as text: the header <c>neuron,time_ms</c>, then a line for each spike, times exact to the nanosecond.</summary>
/// <remarks>The stream stays the caller's. Hot path: <see cref="Write"/> does not allocate.</remarks>
public sealed class SpikeCsvWriter
{
    // A neuron has at most 10 digits and a sign.
    private const int MaximumLineLength = 11 + 1 + SpikeTimeText.MaximumLength + 1;

    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _used;

    /// <param name="stream">Takes the text; it is neither flushed beyond this writer's buffer nor closed here.</param>
    public SpikeCsvWriter(Stream stream)
    {
        _stream = stream;
        Header.CopyTo(_buffer);
        _used = Header.Length;
    }

    /// <summary>The first line.</summary>
    public static ReadOnlySpan<byte> Header => "neuron,time_ms\n"u8;

    /// <summary>Writes one line.</summary>
    public void Write(in SpikeEvent spike)
    {
        if (_buffer.Length - _used < MaximumLineLength)
        {
            Flush();
        }

        Utf8Formatter.TryFormat(spike.Neuron, _buffer.AsSpan(_used), out var written);
        _used += written;
        _buffer[_used++] = (byte)',';
        SpikeTimeText.TryFormatMilliseconds(spike.TimeNanoseconds, _buffer.AsSpan(_used), out written);
        _used += written;
        _buffer[_used++] = (byte)'\n';
    }

    /// <summary>Hands what was written to the stream.</summary>
    public void Flush()
    {
        _stream.Write(_buffer, 0, _used);
        _used = 0;
    }
}
