using System.Runtime.InteropServices;

namespace Noble.Edge.FirmwareBridge;

/// <content>Terminal devices (asm-generic/termbits.h, linux/serial.h): x86 and ARM share these values.</content>
internal static partial class LibC
{
    internal const nuint TerminalGet = 0x802C542A; // TCGETS2
    internal const nuint TerminalSet = 0x402C542B; // TCSETS2
    internal const nuint TerminalFlush = 0x540B; // TCFLSH
    internal const nuint TerminalExclusive = 0x540C; // TIOCEXCL
    internal const nuint SerialGet = 0x541E; // TIOCGSERIAL
    internal const nuint SerialSet = 0x541F; // TIOCSSERIAL

    internal const nint FlushOutput = 1;
    internal const nint FlushBoth = 2;

    internal const uint ControlBaudMask = 0x100F;
    internal const uint ControlInputBaudMask = 0x100F0000;
    internal const uint ControlBaudOther = 0x1000; // BOTHER
    internal const uint ControlSizeMask = 0x30;
    internal const uint ControlEightBits = 0x30;
    internal const uint ControlTwoStops = 0x40;
    internal const uint ControlReceiver = 0x80;
    internal const uint ControlParity = 0x100;
    internal const uint ControlHangUp = 0x400;
    internal const uint ControlLocal = 0x800;
    internal const uint ControlHardwareFlow = 0x80000000;

    internal const int CharacterTime = 5;
    internal const int CharacterMinimum = 6;

    internal const int SerialLowLatency = 1 << 13; // ASYNC_LOW_LATENCY

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static unsafe partial int Control(int descriptor, nuint request, void* argument);

    /// <summary><c>struct termios2</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct Terminal
    {
        internal uint InputFlags;
        internal uint OutputFlags;
        internal uint ControlFlags;
        internal uint LocalFlags;
        internal byte Line;
        internal fixed byte Characters[19];
        internal uint InputSpeed;
        internal uint OutputSpeed;
    }

    /// <summary><c>struct serial_struct</c> up to its flags, and room for the rest.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct Serial
    {
        internal int Type;
        internal int Line;
        internal uint Port;
        internal int Interrupt;
        internal int Flags;
        internal fixed byte Rest[108];
    }
}
