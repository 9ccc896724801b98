using System.Buffers;

namespace Noble.Edge.Spikes;

/// <summary>A buffer that grows to a limit and no further: a file of a few bytes cannot ask for all of the memory.</summary>
internal sealed class BoundedBuffer(int limit) : IBufferWriter<byte>
{
    private byte[] _bytes = new byte[Math.Min(limit, 4096)];
    private int _written;

    internal ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _written);

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return _bytes.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    internal void Clear() => _written = 0;

    // The limit is kept when bytes were written, and not when room was asked for: a writer may ask for more than it uses.
    private void Grow(int sizeHint)
    {
        if (_written > limit)
        {
            throw new InvalidDataException($"more than {limit} bytes when decompressed");
        }

        var wanted = _written + Math.Max(sizeHint, 1);
        if (wanted > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(wanted, Math.Min(2 * _bytes.Length, limit)));
        }
    }
}
