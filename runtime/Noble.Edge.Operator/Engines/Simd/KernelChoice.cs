using System.Runtime.Intrinsics;

namespace Noble.Edge.Operator;

/// <summary>Chooses the kernels for this machine.</summary>
internal static class KernelChoice
{
    private const int ScalarLanes = 8;

    /// <exception cref="PlatformNotSupportedException">The machine, or this build of the program, does not have the instructions asked for.</exception>
    public static KernelSet Create(SimdInstructions instructions) => instructions switch
    {
        SimdInstructions.Scalar => new ScalarKernels(ScalarLanes),
        SimdInstructions.Vector128 when Vector128.IsHardwareAccelerated => new VectorKernels<Lanes128, Vector128<float>>(),
        SimdInstructions.Vector256 when Vector256.IsHardwareAccelerated => new VectorKernels<Lanes256, Vector256<float>>(),
        SimdInstructions.Vector512 when Vector512.IsHardwareAccelerated => new VectorKernels<Lanes512, Vector512<float>>(),
        SimdInstructions.Widest => Create(Widest()),
        _ => throw NotAvailable(instructions),
    };

    /// <summary>What to throw where the machine does not have the instructions asked for.</summary>
    public static PlatformNotSupportedException NotAvailable(SimdInstructions instructions) => new($"{instructions} is not available; the widest here is {Widest()}");

    /// <summary>Kernels for data with channels in the lanes: narrower where the channels would leave a wide vector half empty.</summary>
    public static KernelSet ForChannels(KernelSet kernels, int channels) =>
        kernels.Lanes == 16 && (channels + 7) / 8 % 2 == 1 ? Create(SimdInstructions.Vector256) : kernels;

    /// <summary>The widest vectors of this machine and this build of the program.</summary>
    public static SimdInstructions Widest() =>
        Vector512.IsHardwareAccelerated ? SimdInstructions.Vector512
        : Vector256.IsHardwareAccelerated ? SimdInstructions.Vector256
        : Vector128.IsHardwareAccelerated ? SimdInstructions.Vector128
        : SimdInstructions.Scalar;
}
