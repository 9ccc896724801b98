using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Noble.Edge.Host;

/// <summary>The processor, for a report.</summary>
internal static class Processor
{
    /// <summary>As the kernel names it; the architecture where it does not.</summary>
    internal static string Name { get; } = Field("model name") ?? Board() ?? RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>The vector widths that this program uses here.</summary>
    internal static string Vectors =>
        Vector512.IsHardwareAccelerated ? "512-bit"
        : Vector256.IsHardwareAccelerated ? "256-bit"
        : Vector128.IsHardwareAccelerated ? "128-bit"
        : "none";

    // ARM kernels name the board in the device tree instead.
    private static string? Board()
    {
        const string DeviceTree = "/proc/device-tree/model";
        return File.Exists(DeviceTree) ? File.ReadAllText(DeviceTree).Trim('\0', ' ', '\n') : null;
    }

    private static string? Field(string key)
    {
        var line = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(text => text.StartsWith(key, StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
