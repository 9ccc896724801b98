using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Noble.Edge.Rig;

/// <content>Forcing files to the disk.</content>
internal static partial class LibC
{
    internal const int OpenCloseOnExec = 0x80000;
    internal const int ErrorInvalid = 22; // a pipe or device that cannot be forced
    internal const int ErrorReadOnly = 30;

    // O_DIRECTORY is one of the few flags whose value depends on the architecture.
    internal static int OpenDirectory => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x4000 : 0x10000;

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Sync(int descriptor);

    [LibraryImport(Library, EntryPoint = "fdatasync", SetLastError = true)]
    internal static partial int SyncData(SafeFileHandle handle);
}
