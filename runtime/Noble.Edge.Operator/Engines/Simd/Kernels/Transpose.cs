using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Noble.Edge.Operator;

/// <summary>Moves data between rows in time (or over grid points) and rows of lanes, four by four.</summary>
/// <remarks>Hot path, two per layer. Where the machine has no vectors each element moves by itself.</remarks>
internal static unsafe partial class Transpose
{
    private static bool IsAccelerated => Sse.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>to[i, lane] = from[offsets[lane] + i] for i below <paramref name="count"/>.</summary>
    /// <param name="from">Rows that begin at the offsets.</param>
    /// <param name="offsets">Where each lane's row begins, shape [<paramref name="lanes"/>].</param>
    /// <param name="lanes">Lanes, any number.</param>
    /// <param name="count">Elements of a row.</param>
    /// <param name="to">Output, shape [count, <paramref name="toStride"/>]; lanes behind <paramref name="lanes"/> are left alone.</param>
    public static void ToLanes(float* from, int* offsets, int lanes, int count, float* to, nint toStride)
    {
        int lane = 0;
        if (IsAccelerated && count >= 4)
        {
            for (; Avx512F.IsSupported && lane + 16 <= lanes; lane += 16)
            {
                ToSixteenLanes(from, offsets + lane, count, to + lane, toStride);
            }

            for (; lane + 4 <= lanes; lane += 4)
            {
                ToFourLanes(from, offsets + lane, count, to + lane, toStride);
            }
        }

        ToLanesOneByOne(from, offsets, lane, lanes, 0, count, to, toStride);
    }

    /// <summary>to[offsets[lane] + i] = from[i, lane] for i below <paramref name="count"/>, the inverse of <see cref="ToLanes"/>.</summary>
    public static void FromLanes(float* from, nint fromStride, int lanes, int count, float* to, int* offsets)
    {
        int lane = 0;
        for (; IsAccelerated && count >= 4 && lane + 4 <= lanes; lane += 4)
        {
            FromFourLanes(from + lane, fromStride, count, to, offsets + lane);
        }

        FromLanesOneByOne(from, fromStride, lane, lanes, 0, count, to, offsets);
    }

    internal static void ToLanesOneByOne(float* from, int* offsets, int firstLane, int endLane, int first, int end, float* to, nint toStride)
    {
        for (int lane = firstLane; lane < endLane; lane++)
        {
            for (int i = first; i < end; i++)
            {
                to[(i * toStride) + lane] = from[offsets[lane] + i];
            }
        }
    }

    internal static void FromLanesOneByOne(float* from, nint fromStride, int firstLane, int endLane, int first, int end, float* to, int* offsets)
    {
        for (int lane = firstLane; lane < endLane; lane++)
        {
            for (int i = first; i < end; i++)
            {
                to[offsets[lane] + i] = from[(i * fromStride) + lane];
            }
        }
    }

    // Fours of elements; what is left of the count is reached by four that begin earlier and are moved twice.
    private static void ToFourLanes(float* from, int* offsets, int count, float* to, nint toStride)
    {
        float* row0 = from + offsets[0];
        float* row1 = from + offsets[1];
        float* row2 = from + offsets[2];
        float* row3 = from + offsets[3];
        for (int next = 0; next < count; next += 4)
        {
            int i = Math.Min(next, count - 4);
            Vector128<float> a = Vector128.Load(row0 + i);
            Vector128<float> b = Vector128.Load(row1 + i);
            Vector128<float> c = Vector128.Load(row2 + i);
            Vector128<float> d = Vector128.Load(row3 + i);
            FourByFour(ref a, ref b, ref c, ref d);
            float* at = to + (i * toStride);
            a.Store(at);
            b.Store(at + toStride);
            c.Store(at + (2 * toStride));
            d.Store(at + (3 * toStride));
        }
    }

    private static void FromFourLanes(float* from, nint fromStride, int count, float* to, int* offsets)
    {
        float* row0 = to + offsets[0];
        float* row1 = to + offsets[1];
        float* row2 = to + offsets[2];
        float* row3 = to + offsets[3];
        for (int next = 0; next < count; next += 4)
        {
            int i = Math.Min(next, count - 4);
            float* at = from + (i * fromStride);
            Vector128<float> a = Vector128.Load(at);
            Vector128<float> b = Vector128.Load(at + fromStride);
            Vector128<float> c = Vector128.Load(at + (2 * fromStride));
            Vector128<float> d = Vector128.Load(at + (3 * fromStride));
            FourByFour(ref a, ref b, ref c, ref d);
            a.Store(row0 + i);
            b.Store(row1 + i);
            c.Store(row2 + i);
            d.Store(row3 + i);
        }
    }

    // Rows a, b, c, d of a four by four block become its columns.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourByFour(ref Vector128<float> a, ref Vector128<float> b, ref Vector128<float> c, ref Vector128<float> d)
    {
        Vector128<float> abLow = ZipLow(a, b); // a0 b0 a1 b1
        Vector128<float> abHigh = ZipHigh(a, b); // a2 b2 a3 b3
        Vector128<float> cdLow = ZipLow(c, d);
        Vector128<float> cdHigh = ZipHigh(c, d);
        a = Halves(abLow, cdLow, upper: false);
        b = Halves(abLow, cdLow, upper: true);
        c = Halves(abHigh, cdHigh, upper: false);
        d = Halves(abHigh, cdHigh, upper: true);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);

    // The lower (or upper) half of one register beside that of the other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Halves(Vector128<float> a, Vector128<float> b, [ConstantExpected] bool upper)
    {
        if (Sse.IsSupported)
        {
            return upper ? Sse.MoveHighToLow(b, a) : Sse.MoveLowToHigh(a, b);
        }

        return (upper ? AdvSimd.Arm64.ZipHigh(a.AsUInt64(), b.AsUInt64()) : AdvSimd.Arm64.ZipLow(a.AsUInt64(), b.AsUInt64())).AsSingle();
    }
}
