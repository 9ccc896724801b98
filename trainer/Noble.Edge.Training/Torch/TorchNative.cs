using System.Runtime.InteropServices;

namespace Noble.Edge.Training;

/// <summary>Makes TorchSharp's native library load: with the libtorch that is chosen, and on systems whose libstdc++ is older than GCC 13 (Debian 12, Ubuntu 22.04).</summary>
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

    private static readonly Lock Gate = new();
    private static bool _ready;

    /// <summary>Call before the first use of TorchSharp; further calls do nothing.</summary>
    /// <exception cref="TorchNativeException">The library, or the libtorch that <see cref="TorchFolder.Variable"/> names, cannot be made to load; the message says what is missing.</exception>
    public static void EnsureLoadable()
    {
        lock (Gate)
        {
            if (_ready)
            {
                return;
            }

            var program = AppContext.BaseDirectory;
            if (TorchFolder.Chosen is { } folder)
            {
                TorchFolder.Open(folder, program);
            }
            else if (OperatingSystem.IsLinux() && Find(program, "libtorch_cpu.so") is null)
            {
                throw new TorchNativeException($"this build has no libtorch; set {TorchFolder.Variable} to the folder of one, for Python's torch .../site-packages/torch/lib");
            }

            if (OperatingSystem.IsLinux() && !StandardLibraryHasSymbol())
            {
                Prepare(program);
            }

            // TorchSharp would only say that it does not load: a libtorch of another version may lack what it needs.
            if (TorchFolder.Chosen is not null)
            {
                SharedLibrary.OpenGlobally(Require(program, Library));
            }

            _ready = true;
        }
    }

    private static bool StandardLibraryHasSymbol() =>
        NativeLibrary.TryLoad("libstdc++.so.6", out var handle) && NativeLibrary.TryGetExport(handle, MissingSymbol, out _);

    private static void Prepare(string folder)
    {
        var library = Require(folder, Library);
        var shim = Require(folder, Shim);
        ElfVersionNeeds.MakeWeak(library, "GLIBCXX_3.4.32");
        SharedLibrary.OpenGlobally(shim);
    }

    private static string Require(string folder, string file) => Find(folder, file)
        ?? throw new TorchNativeException($"'{file}' is neither in '{folder}' nor in its runtimes folder; build again with gcc installed");

    /// <summary>Where a build keeps a native library; null where it has none of that name.</summary>
    internal static string? Find(string folder, string file)
    {
        string[] places = [Path.Combine(folder, file), Path.Combine(folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", file), Path.Combine(folder, "runtimes", "linux-x64", "native", file)];
        return places.FirstOrDefault(File.Exists);
    }
}
