using System.Runtime.InteropServices;

namespace Noble.Edge.Host;

/// <summary>Whether this user may use a device, found out without opening it: to open a serial port resets some boards.</summary>
internal static partial class DeviceAccess
{
    private const int ReadAndWrite = 4 | 2; // R_OK | W_OK

    /// <summary>Whether it may be read and written.</summary>
    internal static bool MayUse(string path) => Access(path, ReadAndWrite) == 0;

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
