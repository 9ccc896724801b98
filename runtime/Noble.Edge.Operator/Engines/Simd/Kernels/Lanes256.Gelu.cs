using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Noble.Edge.Operator;

/// <content>gelu: the six coefficients of every interval stay in registers, a lane permutation picks each lane's own.</content>
internal readonly unsafe partial struct Lanes256
{
    public static void Gelu(float* values, nint count)
    {
        GeluTable coarse = GeluTable.Coarse;
        float* table = coarse.Coefficients;
        Vector256<float> scale = Vector256.Create(coarse.Scale);
        Vector256<float> c0 = Vector256.Load(table);
        Vector256<float> c1 = Vector256.Load(table + 8);
        Vector256<float> c2 = Vector256.Load(table + 16);
        Vector256<float> c3 = Vector256.Load(table + 24);
        Vector256<float> c4 = Vector256.Load(table + 32);
        Vector256<float> c5 = Vector256.Load(table + 40);
        float* end = values + count;
        for (; values + Vector256<float>.Count < end; values += 2 * Vector256<float>.Count)
        {
            Gelu(Vector256.Load(values), scale, c0, c1, c2, c3, c4, c5).Store(values);
            Gelu(Vector256.Load(values + Vector256<float>.Count), scale, c0, c1, c2, c3, c4, c5).Store(values + Vector256<float>.Count);
        }

        if (values < end)
        {
            Gelu(Vector256.Load(values), scale, c0, c1, c2, c3, c4, c5).Store(values);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Gelu(Vector256<float> x, Vector256<float> scale, Vector256<float> c0, Vector256<float> c1, Vector256<float> c2, Vector256<float> c3, Vector256<float> c4, Vector256<float> c5)
    {
        Vector256<float> rounder = Vector256.Create(GeluTable.Rounder);
        Vector256<float> t = Vector256.MinNative(Vector256.Abs(x), Vector256.Create(GeluTable.Cutoff));
        Vector256<float> rounded = Vector256.MultiplyAddEstimate(t, scale, rounder);
        Vector256<float> u = Vector256.MultiplyAddEstimate(t, scale, rounder - rounded);
        Vector256<int> interval = rounded.AsInt32();
        Vector256<float> p = Lookup(c5, interval);
        p = Vector256.MultiplyAddEstimate(p, u, Lookup(c4, interval));
        p = Vector256.MultiplyAddEstimate(p, u, Lookup(c3, interval));
        p = Vector256.MultiplyAddEstimate(p, u, Lookup(c2, interval));
        p = Vector256.MultiplyAddEstimate(p, u, Lookup(c1, interval));
        p = Vector256.MultiplyAddEstimate(p, u, Lookup(c0, interval));

        // The native maximum returns its second operand for a NaN, which so comes through.
        return Vector256.MultiplyAddEstimate(p, t, Vector256.MaxNative(Vector256<float>.Zero, x));
    }

    // The instruction looks at the lowest 3 bits of an index.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Lookup(Vector256<float> row, Vector256<int> interval) =>
        Avx2.IsSupported ? Avx2.PermuteVar8x32(row, interval) : Vector256.Shuffle(row, interval & Vector256.Create(7));
}
