using System.Runtime.InteropServices;

namespace Noble.Edge.Training;

/// <summary>Makes TorchSharp's native library load on systems whose libstdc++ is older than GCC 13 (Debian 12, Ubuntu 22.04).</summary>
/// <remarks>
/// The library asks for version GLIBCXX_3.4.32 for the sake of a single symbol, which newer headers call and older
/// libraries do not need. On such a system the copy in this program's folder gets a weak version requirement, and the
/// symbol comes from a one-function library built beside it. Where libstdc++ is new enough nothing is touched.
/// </remarks>
public static class TorchNative
{
    private const string MissingSymbol = "_ZSt21ios_base_library_initv";
    private const string Library = "libLibTorchSharp.so";
    private const string Shim = "libios_base_library_init.so";
    private const int LazyGlobal = 0x1 | 0x100; // RTLD_LAZY | RTLD_GLOBAL

    private static readonly Lock Gate = new();
    private static bool _ready;

    /// <summary>Call before the first use of TorchSharp; further calls do nothing.</summary>
    /// <exception cref="TorchNativeException">The library cannot be made to load; the message says what is missing.</exception>
    public static void EnsureLoadable()
    {
        lock (Gate)
        {
            if (!_ready && OperatingSystem.IsLinux() && !StandardLibraryHasSymbol())
            {
                Prepare(AppContext.BaseDirectory);
            }

            _ready = true;
        }
    }

    private static bool StandardLibraryHasSymbol() =>
        NativeLibrary.TryLoad("libstdc++.so.6", out var handle) && NativeLibrary.TryGetExport(handle, MissingSymbol, out _);

    private static void Prepare(string folder)
    {
        var library = Find(folder, Library);
        var shim = Find(folder, Shim);
        ElfVersionNeeds.MakeWeak(library, "GLIBCXX_3.4.32");
        if (Open(shim, LazyGlobal) == 0)
        {
            throw new TorchNativeException($"'{shim}' does not load: {Marshal.PtrToStringUTF8(LastError())}");
        }
    }

    private static string Find(string folder, string file)
    {
        string[] places = [Path.Combine(folder, file), Path.Combine(folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", file), Path.Combine(folder, "runtimes", "linux-x64", "native", file)];
        return places.FirstOrDefault(File.Exists)
            ?? throw new TorchNativeException($"'{file}' is neither in '{folder}' nor in its runtimes folder; build again with gcc installed");
    }

    [DllImport("libc.so.6", EntryPoint = "dlopen", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);

    [DllImport("libc.so.6", EntryPoint = "dlerror")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint LastError();
}
