using System.Runtime.InteropServices;

namespace Noble.Edge.Rig;

/// <summary>Datagram sockets of the C library: the runtime's own allocate and throw.</summary>
internal static partial class LibC
{
    internal const int FamilyInternet = 2;
    internal const int SocketDatagram = 2;
    internal const int SocketNonBlocking = 0x800;
    internal const int SocketCloseOnExec = 0x80000;
    internal const int MessageTruncated = 0x20;
    internal const int MessageDoNotWait = 0x40;
    internal const int LevelSocket = 1;
    internal const int OptionReceiveBuffer = 8;
    internal const int OptionSendBuffer = 7;
    internal const int ErrorAccess = 13;
    internal const int ErrorAddressInUse = 98;
    internal const int ErrorAddressNotAvailable = 99;

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    internal static partial int Socket(int family, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    internal static unsafe partial int Bind(int socket, SocketAddress* address, uint length);

    [LibraryImport(Library, EntryPoint = "getsockname", SetLastError = true)]
    internal static unsafe partial int GetSocketName(int socket, SocketAddress* address, uint* length);

    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    internal static unsafe partial int SetSocketOption(int socket, int level, int option, int* value, uint length);

    [LibraryImport(Library, EntryPoint = "sendto", SetLastError = true)]
    internal static unsafe partial nint SendTo(int socket, byte* bytes, nuint count, int flags, SocketAddress* address, uint length);

    [LibraryImport(Library, EntryPoint = "recvfrom", SetLastError = true)]
    internal static unsafe partial nint ReceiveFrom(int socket, byte* bytes, nuint count, int flags, SocketAddress* address, uint* length);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    /// <summary><c>struct sockaddr_in</c>; port and address in network order.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct SocketAddress
    {
        internal ushort Family;
        internal ushort Port;
        internal uint Address;
        internal ulong Zero;
    }
}
