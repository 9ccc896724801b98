using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Noble.Edge.Operator;

/// <summary>
/// Brings a layer's mode weights into the second-level cache while the layer before it is in its pointwise part, which
/// needs no memory of that level: a few lines at a time, so that the loads of the pass itself find free slots.
/// </summary>
/// <remarks>Where the machine has no such instruction (or .NET none for it, as on Arm) nothing happens.</remarks>
internal unsafe struct ModePrefetch
{
    private const int Line = 64;

    private byte* _next;
    private byte* _end;
    private nint _share;

    /// <summary>Begins with the weights at <paramref name="from"/>, to be brought in by <paramref name="steps"/> calls of <see cref="Step"/>.</summary>
    public void Begin(void* from, long bytes, int steps)
    {
        _next = (byte*)from;
        _end = Sse.IsSupported ? _next + bytes : _next;
        _share = (nint)((bytes + steps - 1) / steps / Line * Line) + Line;
    }

    /// <summary>Asks for the next few lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step()
    {
        if (_next < _end)
        {
            byte* end = _next + _share < _end ? _next + _share : _end;
            for (; _next < end; _next += Line)
            {
                Sse.Prefetch1(_next);
            }
        }
    }
}
