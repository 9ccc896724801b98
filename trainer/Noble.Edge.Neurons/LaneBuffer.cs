using System.Runtime.InteropServices;

namespace Noble.Edge.Neurons;

/// <summary>Vectors of lanes that each lie in one cache line.</summary>
/// <remarks>
/// A vector of eight doubles is as large as a cache line; in an ordinary array it lies across two, and every access costs twice.
/// This one is pinned and starts at a line. Hot loops take <see cref="AsSpan"/> once; the indexer is for the rest.
/// </remarks>
public sealed class LaneBuffer
{
    private const int Line = 64;

    private readonly byte[] _bytes;
    private readonly int _start;

    /// <summary>Vectors of zeros.</summary>
    /// <param name="length">Number of vectors, 0 or more.</param>
    public LaneBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _bytes = GC.AllocateArray<byte>((length + 1) * Line, pinned: true);
        var address = (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);
        _start = (int)((Line - (address % Line)) % Line);
    }

    /// <summary>A copy of vectors.</summary>
    public LaneBuffer(ReadOnlySpan<Lanes> values)
        : this(values.Length)
    {
        values.CopyTo(AsSpan());
    }

    /// <summary>Number of vectors.</summary>
    public int Length { get; }

    /// <summary>One vector.</summary>
    public ref Lanes this[int index] => ref AsSpan()[index];

    /// <summary>All of them.</summary>
    public Span<Lanes> AsSpan() => MemoryMarshal.Cast<byte, Lanes>(_bytes.AsSpan(_start, Length * Line));
}
