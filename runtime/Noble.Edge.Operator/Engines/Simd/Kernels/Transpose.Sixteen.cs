using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Noble.Edge.Operator;

/// <content>Sixteen lanes at once: every quarter of a 512-bit register holds one of four four by four blocks.</content>
internal static unsafe partial class Transpose
{
    private static void ToSixteenLanes(float* from, int* offsets, int count, float* to, nint toStride)
    {
        for (int next = 0; next < count; next += 4)
        {
            int i = Math.Min(next, count - 4);
            Vector512<float> a = Quarters(from + i, offsets);
            Vector512<float> b = Quarters(from + i, offsets + 1);
            Vector512<float> c = Quarters(from + i, offsets + 2);
            Vector512<float> d = Quarters(from + i, offsets + 3);
            Vector512<double> abLow = Avx512F.UnpackLow(a, b).AsDouble(); // a0 b0 a1 b1
            Vector512<double> abHigh = Avx512F.UnpackHigh(a, b).AsDouble(); // a2 b2 a3 b3
            Vector512<double> cdLow = Avx512F.UnpackLow(c, d).AsDouble();
            Vector512<double> cdHigh = Avx512F.UnpackHigh(c, d).AsDouble();
            float* at = to + (i * toStride);
            Avx512F.UnpackLow(abLow, cdLow).AsSingle().Store(at);
            Avx512F.UnpackHigh(abLow, cdLow).AsSingle().Store(at + toStride);
            Avx512F.UnpackLow(abHigh, cdHigh).AsSingle().Store(at + (2 * toStride));
            Avx512F.UnpackHigh(abHigh, cdHigh).AsSingle().Store(at + (3 * toStride));
        }
    }

    // Four elements of lanes 0, 4, 8 and 12, counted from the first of the offsets.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(float* from, int* offsets)
    {
        Vector512<float> quarters = Vector128.Load(from + offsets[0]).ToVector256Unsafe().ToVector512Unsafe();
        quarters = Avx512F.InsertVector128(quarters, Vector128.Load(from + offsets[4]), 1);
        quarters = Avx512F.InsertVector128(quarters, Vector128.Load(from + offsets[8]), 2);
        return Avx512F.InsertVector128(quarters, Vector128.Load(from + offsets[12]), 3);
    }
}
