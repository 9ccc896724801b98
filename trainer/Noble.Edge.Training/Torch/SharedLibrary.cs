using System.Runtime.InteropServices;

namespace Noble.Edge.Training;

/// <summary>Opens a native library so that those opened after it find its symbols, which <see cref="NativeLibrary"/> does not do.</summary>
internal static class SharedLibrary
{
    private const int LazyGlobal = 0x1 | 0x100; // RTLD_LAZY | RTLD_GLOBAL

    /// <exception cref="TorchNativeException">It does not load; the message says what the loader says.</exception>
    public static void OpenGlobally(string path)
    {
        // Whatever .NET looks up in a library forgets the loader's error: nothing may be marshalled between the two calls, nor one of them be new.
        var name = Marshal.StringToCoTaskMemUTF8(path);
        _ = LastError();
        var library = Open(name, LazyGlobal);
        var error = library == 0 ? LastError() : 0;
        Marshal.FreeCoTaskMem(name);
        if (library == 0)
        {
            throw new TorchNativeException($"'{path}' does not load: {Marshal.PtrToStringUTF8(error)}");
        }
    }

    [DllImport("libc.so.6", EntryPoint = "dlopen")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint Open(nint path, int mode);

    [DllImport("libc.so.6", EntryPoint = "dlerror")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint LastError();
}
