using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Noble.Edge.Operator;

/// <content>gelu: the table twice over fills a register; a lane permutation picks each lane's own.</content>
internal readonly unsafe partial struct Lanes512
{
    public static void Gelu(float* values, nint count)
    {
        float* table = GeluTable.Coefficients;
        Vector512<float> c0 = Vector512.Load(table);
        Vector512<float> c1 = Vector512.Load(table + GeluTable.Row);
        Vector512<float> c2 = Vector512.Load(table + (2 * GeluTable.Row));
        Vector512<float> c3 = Vector512.Load(table + (3 * GeluTable.Row));
        Vector512<float> c4 = Vector512.Load(table + (4 * GeluTable.Row));
        Vector512<float> c5 = Vector512.Load(table + (5 * GeluTable.Row));
        float* end = values + count;
        for (; values + Vector512<float>.Count < end; values += 2 * Vector512<float>.Count)
        {
            Gelu(Vector512.Load(values), c0, c1, c2, c3, c4, c5).Store(values);
            Gelu(Vector512.Load(values + Vector512<float>.Count), c0, c1, c2, c3, c4, c5).Store(values + Vector512<float>.Count);
        }

        if (values < end)
        {
            Gelu(Vector512.Load(values), c0, c1, c2, c3, c4, c5).Store(values);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Gelu(Vector512<float> x, Vector512<float> c0, Vector512<float> c1, Vector512<float> c2, Vector512<float> c3, Vector512<float> c4, Vector512<float> c5)
    {
        Vector512<float> scale = Vector512.Create(GeluTable.Scale);
        Vector512<float> rounder = Vector512.Create(GeluTable.Rounder);
        Vector512<float> t = Vector512.MinNative(Vector512.Abs(x), Vector512.Create(GeluTable.Cutoff));
        Vector512<float> rounded = Vector512.MultiplyAddEstimate(t, scale, rounder);
        Vector512<float> u = Vector512.MultiplyAddEstimate(t, scale, rounder - rounded);
        Vector512<int> interval = rounded.AsInt32();
        Vector512<float> p = Lookup(c5, interval);
        p = Vector512.MultiplyAddEstimate(p, u, Lookup(c4, interval));
        p = Vector512.MultiplyAddEstimate(p, u, Lookup(c3, interval));
        p = Vector512.MultiplyAddEstimate(p, u, Lookup(c2, interval));
        p = Vector512.MultiplyAddEstimate(p, u, Lookup(c1, interval));
        p = Vector512.MultiplyAddEstimate(p, u, Lookup(c0, interval));

        // The native maximum returns its second operand for a NaN, which so comes through.
        return Vector512.MaxNative(Vector512<float>.Zero, x) + p;
    }

    // The instruction looks at the lowest 4 bits of an index; the table repeats behind eight entries.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Lookup(Vector512<float> row, Vector512<int> interval) =>
        Avx512F.IsSupported ? Avx512F.PermuteVar16x32(row, interval) : Vector512.Shuffle(row, interval & Vector512.Create(GeluTable.Intervals - 1));
}
