using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Noble.Edge.Spikes;

internal static partial class CrossingScan
{
    // Lane i of a vector is sample k + i. Four vectors are compared at a time and only the fact that one lane holds is
    // taken out of them: a block with a crossing, and the remainder, go to the scalar twin.
    private static int BlockLength => 4 * Vector<float>.Count;

    /// <summary>As <see cref="IndexOfAtLeastScalar"/>.</summary>
    internal static int IndexOfAtLeast(ReadOnlySpan<float> samples, float level)
    {
        var k = 0;
        if (Vector.IsHardwareAccelerated)
        {
            var levels = new Vector<float>(level);
            ref var start = ref MemoryMarshal.GetReference(samples);
            for (; k + BlockLength <= samples.Length; k += BlockLength)
            {
                ref var block = ref Unsafe.Add(ref start, k);
                var hit = Vector.GreaterThanOrEqual(Load(ref block, 0), levels)
                    | Vector.GreaterThanOrEqual(Load(ref block, 1), levels)
                    | Vector.GreaterThanOrEqual(Load(ref block, 2), levels)
                    | Vector.GreaterThanOrEqual(Load(ref block, 3), levels);
                if (hit != Vector<int>.Zero)
                {
                    break;
                }
            }
        }

        var rest = IndexOfAtLeastScalar(samples[k..], level);
        return rest < 0 ? -1 : k + rest;
    }

    /// <summary>As <see cref="IndexOfBelowScalar"/>.</summary>
    internal static int IndexOfBelow(ReadOnlySpan<float> samples, float level)
    {
        var k = 0;
        if (Vector.IsHardwareAccelerated)
        {
            var levels = new Vector<float>(level);
            ref var start = ref MemoryMarshal.GetReference(samples);
            for (; k + BlockLength <= samples.Length; k += BlockLength)
            {
                ref var block = ref Unsafe.Add(ref start, k);
                var hit = Vector.LessThan(Load(ref block, 0), levels)
                    | Vector.LessThan(Load(ref block, 1), levels)
                    | Vector.LessThan(Load(ref block, 2), levels)
                    | Vector.LessThan(Load(ref block, 3), levels);
                if (hit != Vector<int>.Zero)
                {
                    break;
                }
            }
        }

        var rest = IndexOfBelowScalar(samples[k..], level);
        return rest < 0 ? -1 : k + rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Load(ref float block, int vector) =>
        Vector.LoadUnsafe(ref block, (nuint)(vector * Vector<float>.Count));
}
