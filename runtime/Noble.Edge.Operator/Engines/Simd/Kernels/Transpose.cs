using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Noble.Edge.Operator;

/// <summary>Moves data between rows in time (or over grid points) and rows of lanes, four by four.</summary>
/// <remarks>Hot path, two per layer. Where the machine has no vectors each element moves by itself.</remarks>
internal static unsafe class Transpose
{
    /// <summary>to[i, lane] = from[offsets[lane] + i] for i below <paramref name="count"/>.</summary>
    /// <param name="from">Rows that begin at the offsets.</param>
    /// <param name="offsets">Where each lane's row begins, shape [<paramref name="lanes"/>].</param>
    /// <param name="lanes">Lanes, any number.</param>
    /// <param name="count">Elements of a row.</param>
    /// <param name="to">Output, shape [count, <paramref name="toStride"/>]; lanes behind <paramref name="lanes"/> are left alone.</param>
    public static void ToLanes(float* from, int* offsets, int lanes, int count, float* to, nint toStride)
    {
        int lane = 0;
        for (; IsAccelerated && lane + 4 <= lanes; lane += 4)
        {
            int i = 0;
            for (; i + 4 <= count; i += 4)
            {
                Vector128<float> a = Vector128.Load(from + offsets[lane] + i);
                Vector128<float> b = Vector128.Load(from + offsets[lane + 1] + i);
                Vector128<float> c = Vector128.Load(from + offsets[lane + 2] + i);
                Vector128<float> d = Vector128.Load(from + offsets[lane + 3] + i);
                FourByFour(ref a, ref b, ref c, ref d);
                float* at = to + (i * toStride) + lane;
                a.Store(at);
                b.Store(at + toStride);
                c.Store(at + (2 * toStride));
                d.Store(at + (3 * toStride));
            }

            ToLanesOneByOne(from, offsets, lane, lane + 4, i, count, to, toStride);
        }

        ToLanesOneByOne(from, offsets, lane, lanes, 0, count, to, toStride);
    }

    /// <summary>to[offsets[lane] + i] = from[i, lane] for i below <paramref name="count"/>, the inverse of <see cref="ToLanes"/>.</summary>
    public static void FromLanes(float* from, nint fromStride, int lanes, int count, float* to, int* offsets)
    {
        int lane = 0;
        for (; IsAccelerated && lane + 4 <= lanes; lane += 4)
        {
            int i = 0;
            for (; i + 4 <= count; i += 4)
            {
                float* at = from + (i * fromStride) + lane;
                Vector128<float> a = Vector128.Load(at);
                Vector128<float> b = Vector128.Load(at + fromStride);
                Vector128<float> c = Vector128.Load(at + (2 * fromStride));
                Vector128<float> d = Vector128.Load(at + (3 * fromStride));
                FourByFour(ref a, ref b, ref c, ref d);
                a.Store(to + offsets[lane] + i);
                b.Store(to + offsets[lane + 1] + i);
                c.Store(to + offsets[lane + 2] + i);
                d.Store(to + offsets[lane + 3] + i);
            }

            FromLanesOneByOne(from, fromStride, lane, lane + 4, i, count, to, offsets);
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

    private static bool IsAccelerated => Sse.IsSupported || AdvSimd.Arm64.IsSupported;

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
