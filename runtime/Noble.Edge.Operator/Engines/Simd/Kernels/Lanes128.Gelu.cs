using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Noble.Edge.Operator;

/// <content>gelu: NEON looks a lane's coefficient up in two registers of table bytes; other machines load four floats.</content>
internal readonly unsafe partial struct Lanes128
{
    public static void Gelu(float* values, nint count)
    {
        GeluTable coarse = GeluTable.Coarse;
        float* table = coarse.Coefficients;
        Vector128<float> scale = Vector128.Create(coarse.Scale);
        Vector128<float> rounder = Vector128.Create(GeluTable.Rounder);
        Vector128<float> cutoff = Vector128.Create(GeluTable.Cutoff);
        for (float* end = values + count; values < end; values += Vector128<float>.Count)
        {
            Vector128<float> x = Vector128.Load(values);
            Vector128<float> t = Vector128.MinNative(Vector128.Abs(x), cutoff);
            Vector128<float> rounded = Vector128.MultiplyAddEstimate(t, scale, rounder);
            Vector128<float> u = Vector128.MultiplyAddEstimate(t, scale, rounder - rounded);
            Vector128<int> interval = rounded.AsInt32() & Vector128.Create(7);

            // Byte b of lane i of the index is 4 interval + b, the address inside a row of eight floats.
            Vector128<byte> index = AdvSimd.Arm64.IsSupported
                ? ((interval * 0x04040404) + Vector128.Create(0x03020100)).AsByte()
                : interval.AsByte();
            Vector128<float> p = Lookup(table + 40, index);
            p = Vector128.MultiplyAddEstimate(p, u, Lookup(table + 32, index));
            p = Vector128.MultiplyAddEstimate(p, u, Lookup(table + 24, index));
            p = Vector128.MultiplyAddEstimate(p, u, Lookup(table + 16, index));
            p = Vector128.MultiplyAddEstimate(p, u, Lookup(table + 8, index));
            p = Vector128.MultiplyAddEstimate(p, u, Lookup(table, index));
            Vector128.MultiplyAddEstimate(p, t, Vector128.MaxNative(Vector128<float>.Zero, x)).Store(values);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Lookup(float* row, Vector128<byte> index)
    {
        if (AdvSimd.Arm64.IsSupported)
        {
            return AdvSimd.Arm64.VectorTableLookup((Vector128.LoadUnsafe(ref *(byte*)row), Vector128.LoadUnsafe(ref *(byte*)(row + 4))), index).AsSingle();
        }

        Vector128<int> lane = index.AsInt32();
        return Vector128.Create(row[lane[0]], row[lane[1]], row[lane[2]], row[lane[3]]);
    }
}
