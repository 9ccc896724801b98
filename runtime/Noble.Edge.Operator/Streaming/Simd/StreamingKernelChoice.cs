using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Noble.Edge.Operator;

/// <summary>Chooses the streaming kernels for this machine.</summary>
internal static class StreamingKernelChoice
{
    // Without the instruction a multiply-add rounds twice, and a neuron's future depends on the last bit.
    private static bool Fuses => Fma.IsSupported || AdvSimd.Arm64.IsSupported;

    /// <summary>Whether there are vector kernels for the instructions here, which give the same bits as the reference.</summary>
    public static bool Has(SimdInstructions instructions) => Fuses && instructions switch
    {
        SimdInstructions.Widest or SimdInstructions.Vector128 => Vector128.IsHardwareAccelerated,
        SimdInstructions.Vector256 => Vector256.IsHardwareAccelerated,
        SimdInstructions.Vector512 => Vector512.IsHardwareAccelerated,
        _ => false,
    };

    /// <exception cref="PlatformNotSupportedException">The machine, or this build of the program, does not have the instructions asked for.</exception>
    public static StreamingKernels Create(SimdInstructions instructions) => !Has(instructions)
        ? throw KernelChoice.NotAvailable(instructions)
        : (instructions == SimdInstructions.Widest ? KernelChoice.Widest() : instructions) switch
        {
            SimdInstructions.Vector512 => new StreamingVectorKernels<Lanes512, Vector512<float>>(),
            SimdInstructions.Vector256 => new StreamingVectorKernels<Lanes256, Vector256<float>>(),
            _ => new StreamingVectorKernels<Lanes128, Vector128<float>>(),
        };
}
