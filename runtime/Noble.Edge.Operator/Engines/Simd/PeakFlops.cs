using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Noble.Edge.Operator;

/// <summary>What a core does at best: floating-point operations of independent multiply-adds on registers, nothing else.</summary>
public static class PeakFlops
{
    private const int Sums = 12; // four cycles of latency, two multiply-adds a cycle, and some to spare

    /// <summary>Measures the calling thread's core.</summary>
    /// <param name="duration">How long to measure, above 0; the best stretch of about 0.1 ms counts.</param>
    /// <param name="instructions">The vectors to measure with.</param>
    /// <returns>Float32 operations per second, a multiply-add being two. [1/s]</returns>
    /// <exception cref="PlatformNotSupportedException">The machine, or this build of the program, does not have the vectors asked for.</exception>
    public static double Measure(TimeSpan duration, SimdInstructions instructions = SimdInstructions.Widest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        return (instructions == SimdInstructions.Widest ? KernelChoice.Widest() : instructions) switch
        {
            SimdInstructions.Scalar => Best(duration, 1, Scalar),
            SimdInstructions.Vector128 when Vector128.IsHardwareAccelerated => Best(duration, 4, Vectors<Lanes128, Vector128<float>>),
            SimdInstructions.Vector256 when Vector256.IsHardwareAccelerated => Best(duration, 8, Vectors<Lanes256, Vector256<float>>),
            SimdInstructions.Vector512 when Vector512.IsHardwareAccelerated => Best(duration, 16, Vectors<Lanes512, Vector512<float>>),
            _ => throw KernelChoice.NotAvailable(instructions),
        };
    }

    private static double Best(TimeSpan duration, int lanes, Func<int, float> run)
    {
        const int Turns = 40_000;
        double best = 0;
        long start = Stopwatch.GetTimestamp();
        do
        {
            long before = Stopwatch.GetTimestamp();
            float sum = run(Turns);
            double seconds = Stopwatch.GetElapsedTime(before).TotalSeconds;
            Debug.Assert(sum > 0, "every sum tends to 2");
            best = Math.Max(best, 2.0 * Sums * lanes * Turns / seconds);
        }
        while (Stopwatch.GetElapsedTime(start) < duration);
        return best;
    }

    // a = a / 2 + 1 tends to 2: no number on the way slows the machine down.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe float Vectors<TLanes, TVector>(int turns)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector half = TLanes.All(0.5f);
        TVector one = TLanes.All(1);
        TVector a0 = one, a1 = one, a2 = one, a3 = one, a4 = one, a5 = one, a6 = one, a7 = one, a8 = one, a9 = one, a10 = one, a11 = one;
        for (int turn = 0; turn < turns; turn++)
        {
            a0 = TLanes.MultiplyAdd(a0, half, one);
            a1 = TLanes.MultiplyAdd(a1, half, one);
            a2 = TLanes.MultiplyAdd(a2, half, one);
            a3 = TLanes.MultiplyAdd(a3, half, one);
            a4 = TLanes.MultiplyAdd(a4, half, one);
            a5 = TLanes.MultiplyAdd(a5, half, one);
            a6 = TLanes.MultiplyAdd(a6, half, one);
            a7 = TLanes.MultiplyAdd(a7, half, one);
            a8 = TLanes.MultiplyAdd(a8, half, one);
            a9 = TLanes.MultiplyAdd(a9, half, one);
            a10 = TLanes.MultiplyAdd(a10, half, one);
            a11 = TLanes.MultiplyAdd(a11, half, one);
        }

        TVector sum = TLanes.Add(TLanes.Add(TLanes.Add(a0, a1), TLanes.Add(a2, a3)), TLanes.Add(TLanes.Add(a4, a5), TLanes.Add(a6, a7)));
        sum = TLanes.Add(sum, TLanes.Add(TLanes.Add(a8, a9), TLanes.Add(a10, a11)));
        float* lanes = stackalloc float[16];
        TLanes.Store(sum, lanes);
        return lanes[0];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Scalar(int turns)
    {
        float a0 = 1, a1 = 1, a2 = 1, a3 = 1, a4 = 1, a5 = 1, a6 = 1, a7 = 1, a8 = 1, a9 = 1, a10 = 1, a11 = 1;
        for (int turn = 0; turn < turns; turn++)
        {
            a0 = (a0 * 0.5f) + 1;
            a1 = (a1 * 0.5f) + 1;
            a2 = (a2 * 0.5f) + 1;
            a3 = (a3 * 0.5f) + 1;
            a4 = (a4 * 0.5f) + 1;
            a5 = (a5 * 0.5f) + 1;
            a6 = (a6 * 0.5f) + 1;
            a7 = (a7 * 0.5f) + 1;
            a8 = (a8 * 0.5f) + 1;
            a9 = (a9 * 0.5f) + 1;
            a10 = (a10 * 0.5f) + 1;
            a11 = (a11 * 0.5f) + 1;
        }

        return a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11;
    }
}
