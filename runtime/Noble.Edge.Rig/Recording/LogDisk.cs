using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Noble.Edge.Rig;

/// <summary>The file system.</summary>
internal sealed class LogDisk : ILogDisk
{
    /// <inheritdoc />
    public ILogFile Create(string path)
    {
        var file = new LogFile(File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read));

        // Its name is in the folder, and after a power cut a file without a name is gone.
        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/");
        return file;
    }

    /// <inheritdoc />
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc />
    public bool Exists(string path) => File.Exists(path);

    // Not every file system lets a folder be opened or forced; then its own rules must do.
    private static void SyncFolder(string folder)
    {
        var descriptor = LibC.Open(folder, LibC.OpenDirectory | LibC.OpenCloseOnExec);
        if (descriptor >= 0)
        {
            _ = LibC.Sync(descriptor);
            _ = LibC.Close(descriptor);
        }
    }

    private sealed class LogFile(SafeFileHandle handle) : ILogFile
    {
        public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

        public void Truncate(long length) => RandomAccess.SetLength(handle, length);

        public void Sync()
        {
            if (LibC.SyncData(handle) != 0 && Marshal.GetLastPInvokeError() is var error and not (LibC.ErrorInvalid or LibC.ErrorReadOnly))
            {
                throw new IOException($"cannot be forced to the disk: {Marshal.GetPInvokeErrorMessage(error)}");
            }
        }

        public void Dispose() => handle.Dispose();
    }
}
