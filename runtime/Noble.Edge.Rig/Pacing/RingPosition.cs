using System.Runtime.InteropServices;

namespace Noble.Edge.Rig;

/// <summary>How much was written to a ring and read from it, each count alone on its cache lines, so that the two threads do not pull one line back and forth.</summary>
/// <remarks>Not nested in the ring: a generic type cannot have an explicit layout.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 384)]
internal struct RingPosition
{
    [FieldOffset(128)]
    internal long Written;

    [FieldOffset(256)]
    internal long Read;
}
