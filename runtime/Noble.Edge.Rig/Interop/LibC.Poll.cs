using System.Runtime.InteropServices;

namespace Noble.Edge.Rig;

/// <content>Waiting for descriptors.</content>
internal static partial class LibC
{
    internal const short PollIn = 1;
    internal const short PollBroken = 0x8 | 0x10 | 0x20; // POLLERR, POLLHUP, POLLNVAL
    internal const int EventNonBlocking = 0x800;
    internal const int EventCloseOnExec = 0x80000;

    [LibraryImport(Library, EntryPoint = "ppoll")]
    internal static unsafe partial int Poll(PollDescriptor* descriptors, nuint count, TimeSpecification* timeout, void* signals);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int CreateEvent(uint initial, int flags);

    [LibraryImport(Library, EntryPoint = "read")]
    internal static unsafe partial nint Read(int descriptor, void* buffer, nuint bytes);

    [LibraryImport(Library, EntryPoint = "write")]
    internal static unsafe partial nint Write(int descriptor, void* buffer, nuint bytes);

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollDescriptor
    {
        internal int Descriptor;
        internal short Events;
        internal short Returned;
    }
}
