using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Noble.Edge.Host;

/// <summary>
/// Says wherever the engine is named that this executable's vectors are narrower than the CPU's, and why; see
/// Native/vectors.c, which chooses.
/// </summary>
internal static class VectorsNote
{
    private static readonly string Text = Create();

    /// <summary>An engine's description, with the note where that engine runs this executable's own vectors.</summary>
    internal static string After(string engine) => engine.StartsWith("simd", StringComparison.Ordinal) ? engine + Text : engine;

    /// <summary>The note; empty where the CPU has no wider vectors than run.</summary>
    /// <param name="cpuFlags">The flags line of /proc/cpuinfo.</param>
    /// <param name="wish">NOBLE_EDGE_VECTORS, null where it is not set.</param>
    /// <param name="wide">Path of the executable for AVX-512.</param>
    internal static string Of(string cpuFlags, string? wish, string wide)
    {
        string[] needed = ["avx512f", "avx512dq", "avx512cd", "avx512bw", "avx512vl"];
        if (needed.Except(cpuFlags.Split(' ')).Any())
        {
            return "";
        }

        return wish == "avx2"
            ? ", not 512-bit because of NOBLE_EDGE_VECTORS=avx2"
            : $", not 512-bit because {wide} {(File.Exists(wide) ? "did not start" : "is not there")}";
    }

    private static string Create()
    {
        // Where code is compiled at run time it is compiled for this CPU.
        if (RuntimeFeature.IsDynamicCodeSupported || Vector512.IsHardwareAccelerated || RuntimeInformation.ProcessArchitecture != Architecture.X64 || !OperatingSystem.IsLinux())
        {
            return "";
        }

        string? flags = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal));
        return Of(flags ?? "", Environment.GetEnvironmentVariable("NOBLE_EDGE_VECTORS"), $"{Environment.ProcessPath}.avx512");
    }
}
