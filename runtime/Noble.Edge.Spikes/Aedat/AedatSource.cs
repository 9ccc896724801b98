namespace Noble.Edge.Spikes;

/// <summary>A file that is read forwards, and where in it one is.</summary>
internal sealed class AedatSource(Stream stream)
{
    private const int Step = 1 << 20;

    private byte[] _buffer = new byte[4096];

    internal long Position { get; private set; }

    internal int ReadUpTo(Span<byte> destination)
    {
        var count = stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        Position += count;
        return count;
    }

    /// <summary>Reads the next bytes; they hold until the next call.</summary>
    internal ReadOnlyMemory<byte> Read(long length, string what)
    {
        var start = Position;
        if (length is < 0 or > AedatReader.LargestPacket)
        {
            throw new AedatFormatException(start, $"{what} of {length} bytes: expected 0 to {AedatReader.LargestPacket}");
        }

        // In steps: the file has to have the bytes before there is memory for them.
        var count = 0;
        while (count < length)
        {
            var wanted = (int)Math.Min(length, count + Step);
            if (wanted > _buffer.Length)
            {
                Array.Resize(ref _buffer, (int)Math.Min(Math.Max(length, 4096), Math.Max(wanted, 2L * _buffer.Length)));
            }

            var read = ReadUpTo(_buffer.AsSpan(count, wanted - count));
            count += read;
            if (count < wanted)
            {
                throw new AedatFormatException(start, $"{what} of {length} bytes: the file ends after {count}");
            }
        }

        return _buffer.AsMemory(0, (int)length);
    }
}
