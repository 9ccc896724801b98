using System.Runtime.InteropServices;

namespace Noble.Edge.Training;

/// <summary>Keeps freed memory in the process, so that a training step does not fetch every activation from the kernel again.</summary>
/// <remarks>
/// libtorch frees and allocates megabytes per operation. By default glibc gives them back at once, and the kernel then clears each page
/// anew: on a CPU that costs more than the arithmetic. Values: mallopt(3).
/// </remarks>
public static class TorchMemory
{
    private const int TrimThreshold = -1, TopPad = -2, MmapThreshold = -3;
    private const int LargestMmapThreshold = 32 << 20; // glibc's own limit on 64-bit systems
    private const int Pad = 64 << 20;

    /// <summary>Call before the first large tensor; does nothing where the C library is not glibc.</summary>
    public static void KeepFreed()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "mallopt", out _))
        {
            _ = SetOption(MmapThreshold, LargestMmapThreshold);
            _ = SetOption(TrimThreshold, int.MaxValue);
            _ = SetOption(TopPad, Pad);
        }
    }

    [DllImport("libc.so.6", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SetOption(int parameter, int value);
}
