using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Noble.Edge.Operator;

/// <content>gelu: two registers hold a coefficient of every interval; a permutation over both picks each lane's own.</content>
/// <remarks>
/// Eleven instructions a vector, four of them permutations. Both 512-bit ports execute every other one and only one of
/// them permutations, so that five and a half cycles a vector is the bound.
/// </remarks>
internal readonly unsafe partial struct Lanes512
{
    public static void Gelu(float* values, nint count)
    {
        GeluTable table = GeluTable.Fine;
        float* c = table.Coefficients;
        Vector512<float> scale = Vector512.Create(table.Scale);
        Vector512<float> c0 = Vector512.Load(c);
        Vector512<float> c0Upper = Vector512.Load(c + 16);
        Vector512<float> c1 = Vector512.Load(c + 32);
        Vector512<float> c1Upper = Vector512.Load(c + 48);
        Vector512<float> c2 = Vector512.Load(c + 64);
        Vector512<float> c2Upper = Vector512.Load(c + 80);
        Vector512<float> c3 = Vector512.Load(c + 96);
        Vector512<float> c3Upper = Vector512.Load(c + 112);
        float* end = values + count;
        for (; values + Vector512<float>.Count < end; values += 2 * Vector512<float>.Count)
        {
            Gelu(Vector512.Load(values)).Store(values);
            Gelu(Vector512.Load(values + Vector512<float>.Count)).Store(values + Vector512<float>.Count);
        }

        if (values < end)
        {
            Gelu(Vector512.Load(values)).Store(values);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector512<float> Gelu(Vector512<float> x)
        {
            Vector512<float> t = Clamp(x);
            Vector512<int> interval = Vector512.MultiplyAddEstimate(t, scale, Vector512.Create(GeluTable.Rounder)).AsInt32();
            Vector512<float> p = Lookup(c3, c3Upper, interval);
            p = Vector512.MultiplyAddEstimate(p, t, Lookup(c2, c2Upper, interval));
            p = Vector512.MultiplyAddEstimate(p, t, Lookup(c1, c1Upper, interval));
            p = Vector512.MultiplyAddEstimate(p, t, Lookup(c0, c0Upper, interval));

            // The native maximum returns its second operand for a NaN, which so comes through.
            return Vector512.MultiplyAddEstimate(p, t, Vector512.MaxNative(Vector512<float>.Zero, x));
        }
    }

    // min(|x|, cutoff); of a NaN, the cutoff.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Clamp(Vector512<float> x)
    {
        const byte LesserMagnitudeWithoutSign = 0b1010;
        Vector512<float> cutoff = Vector512.Create(GeluTable.Cutoff);
        return Avx512DQ.IsSupported ? Avx512DQ.Range(x, cutoff, LesserMagnitudeWithoutSign) : Vector512.MinNative(Vector512.Abs(x), cutoff);
    }

    // The instruction looks at the lowest 5 bits of an index.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Lookup(Vector512<float> lower, Vector512<float> upper, Vector512<int> interval) =>
        Avx512F.PermuteVar16x32x2(lower, interval, upper);
}
