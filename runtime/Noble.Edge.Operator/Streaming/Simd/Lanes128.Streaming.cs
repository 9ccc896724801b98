using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Noble.Edge.Operator;

/// <content>The operations of the streaming step.</content>
internal readonly unsafe partial struct Lanes128 : IStreamingLanes<Vector128<float>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Multiply(Vector128<float> a, Vector128<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Divide(Vector128<float> a, Vector128<float> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Min(Vector128<float> a, Vector128<float> b) => Vector128.MinNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Max(Vector128<float> a, Vector128<float> b) => Vector128.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Round(Vector128<float> x) => Vector128.Round(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> PowerOfTwo(Vector128<float> whole) => ((Vector128.ConvertToInt32Native(whole) + Vector128.Create(127)) << 23).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> WhereGreater(Vector128<float> a, Vector128<float> b, Vector128<float> first, Vector128<float> second) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(a, b), first, second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Kept(Vector128<float> x) => Vector128.GreaterThan(Vector128.Abs(x), Vector128.Create(StreamingMath.Least)).AsSingle() & x;
}
