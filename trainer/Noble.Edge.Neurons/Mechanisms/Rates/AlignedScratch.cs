using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Noble.Edge.Neurons;

/// <summary>Finds whole cache lines in a piece of the stack: a vector of eight doubles is one, and costs twice where it lies across two.</summary>
internal static class AlignedScratch
{
    private const int Line = 64;

    /// <summary>The part of a buffer that starts at a cache line.</summary>
    /// <param name="buffer">On the stack, one vector longer than is needed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Span<Lanes> Of(Span<Lanes> buffer)
    {
        // Nothing moves what lies on the stack, so its address may be looked at.
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(buffer));
        var skip = (int)((Line - (address % Line)) % Line);
        return MemoryMarshal.Cast<byte, Lanes>(MemoryMarshal.AsBytes(buffer).Slice(skip, (buffer.Length - 1) * Line));
    }
}
