using System.Runtime.InteropServices;

namespace Noble.Edge.Training;

/// <summary>Files that are on the disk, and not only in memory, when a call returns.</summary>
internal static class DurableFile
{
    /// <summary>Writes a file so that its name stands for the old content or for the new one, never for a part.</summary>
    public static void Write(string path, string text)
    {
        var fresh = path + ".tmp";
        File.WriteAllText(fresh, text);
        Flush(fresh);
        File.Move(fresh, path, overwrite: true);
        FlushEntries(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Brings every file of a folder, and the folder itself, to the disk.</summary>
    public static void FlushFolder(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            Flush(file);
        }

        FlushEntries(folder);
    }

    /// <summary>Brings the names in a folder to the disk. Nothing outside Linux, whose file systems alone are known to need it.</summary>
    public static void FlushEntries(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var descriptor = Open(folder, 0);
        if (descriptor < 0 || Synchronize(descriptor) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw new IOException($"'{folder}' cannot be brought to the disk: {Marshal.GetPInvokeErrorMessage(error)}");
        }

        _ = Close(descriptor);
    }

    private static void Flush(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    [DllImport("libc.so.6", EntryPoint = "open", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc.so.6", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Synchronize(int descriptor);

    [DllImport("libc.so.6", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Close(int descriptor);
}
