using System.Runtime.InteropServices;

namespace Noble.Edge.Rig;

/// <summary>A counter in the kernel that poll(2) finds readable while it is not 0.</summary>
internal static partial class LibC
{
    internal const int EventNonBlocking = 0x800;
    internal const int EventCloseOnExec = 0x80000;

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int EventCreate(uint initial, int flags);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    internal static unsafe partial nint EventRead(int descriptor, ulong* value, nuint bytes);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    internal static unsafe partial nint EventWrite(int descriptor, ulong* value, nuint bytes);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    internal static partial int EventClose(int descriptor);
}
