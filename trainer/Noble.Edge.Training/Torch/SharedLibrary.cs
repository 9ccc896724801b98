using System.Runtime.InteropServices;

namespace Noble.Edge.Training;

/// <summary>Opens a native library so that those opened after it find its symbols, which <see cref="NativeLibrary"/> does not do.</summary>
internal static class SharedLibrary
{
    private const int LazyGlobal = 0x1 | 0x100; // RTLD_LAZY | RTLD_GLOBAL

    /// <exception cref="TorchNativeException">It does not load; the message says what the loader says.</exception>
    public static void OpenGlobally(string path)
    {
        // The first call of a function looks it up, and that forgets the error.
        _ = LastError();
        if (Open(path, LazyGlobal) == 0)
        {
            throw new TorchNativeException($"'{path}' does not load: {Marshal.PtrToStringUTF8(LastError())}");
        }
    }

    [DllImport("libc.so.6", EntryPoint = "dlopen", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);

    [DllImport("libc.so.6", EntryPoint = "dlerror")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint LastError();
}
