using System.Runtime.Intrinsics;

namespace Noble.Edge.Operator.Tests.Support;

/// <summary>What the machine under test can do.</summary>
public static class Machine
{
    /// <summary>Every set of kernels that this machine, with the instruction sets it has enabled, can run.</summary>
    public static IEnumerable<SimdInstructions> Instructions => Enum.GetValues<SimdInstructions>().Where(Has);

    public static bool Has(SimdInstructions instructions) => instructions switch
    {
        SimdInstructions.Vector128 => Vector128.IsHardwareAccelerated,
        SimdInstructions.Vector256 => Vector256.IsHardwareAccelerated,
        SimdInstructions.Vector512 => Vector512.IsHardwareAccelerated,
        _ => true,
    };
}
