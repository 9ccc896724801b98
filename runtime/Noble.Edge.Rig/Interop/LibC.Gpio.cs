using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Noble.Edge.Rig;

/// <content>The GPIO character device: version 2 of the kernel's interface (Linux 5.10 and later, linux/gpio.h).</content>
internal static partial class LibC
{
    internal const int GpioLinesPerRequest = 64;
    internal const int GpioEventBufferLargest = 1_024;
    internal const int GpioAttributesPerRequest = 10;

    internal const ulong GpioFlagUsed = 1 << 0;
    internal const ulong GpioFlagActiveLow = 1 << 1;
    internal const ulong GpioFlagInput = 1 << 2;
    internal const ulong GpioFlagOutput = 1 << 3;
    internal const ulong GpioFlagEdgeRising = 1 << 4;
    internal const ulong GpioFlagEdgeFalling = 1 << 5;
    internal const ulong GpioFlagPullUp = 1 << 8;
    internal const ulong GpioFlagPullDown = 1 << 9;
    internal const ulong GpioFlagBiasDisabled = 1 << 10;

    internal const uint GpioAttributeFlags = 1;
    internal const uint GpioAttributeOutputValues = 2;
    internal const uint GpioAttributeDebounce = 3; // [µs]

    internal const uint GpioEventRising = 1;

    internal const int GpioOpenFlags = 0x80002; // O_RDWR | O_CLOEXEC
    internal const int GpioSetFlags = 4; // F_SETFL
    internal const int GpioNonBlocking = 0x800;

    internal const int GpioErrorNoEntry = 2;
    internal const int GpioErrorAgain = 11;
    internal const int GpioErrorAccess = 13;

    // _IOR(0xB4, 1, 68) and _IOWR(0xB4, 5 | 7 | 14 | 15, size of the argument)
    internal const nuint GpioGetChipInfo = 0x8044B401;
    internal const nuint GpioGetLineInfo = 0xC100B405;
    internal const nuint GpioGetLine = 0xC250B407;
    internal const nuint GpioGetValues = 0xC010B40E;
    internal const nuint GpioSetValues = 0xC010B40F;

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int GpioOpen(string path, int flags);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static unsafe partial int GpioControl(int descriptor, nuint request, void* argument);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    internal static unsafe partial nint GpioRead(int descriptor, void* buffer, nuint bytes);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int GpioFileControl(int descriptor, int command, nint argument);

    /// <summary><c>struct gpiochip_info</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct GpioChipInformation
    {
        internal fixed byte Name[32];
        internal fixed byte Label[32];
        internal uint LineCount;
    }

    /// <summary><c>struct gpio_v2_line_info</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct GpioLineInformation
    {
        internal fixed byte Name[32];
        internal fixed byte Consumer[32];
        internal uint Offset;
        internal uint AttributeCount;
        internal ulong Flags;
        internal fixed ulong Attributes[20];
        internal fixed uint Padding[4];
    }

    /// <summary><c>struct gpio_v2_line_config_attribute</c>: a value for the lines of the mask.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct GpioAttribute
    {
        internal uint Id;
        internal uint Padding;
        internal ulong Value;
        internal ulong Mask;
    }

    /// <summary>The attributes of a configuration.</summary>
    [InlineArray(GpioAttributesPerRequest)]
    internal struct GpioAttributes
    {
        private GpioAttribute _first;
    }

    /// <summary><c>struct gpio_v2_line_request</c> with its <c>gpio_v2_line_config</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct GpioLineRequest
    {
        internal fixed uint Offsets[GpioLinesPerRequest];
        internal fixed byte Consumer[32];
        internal ulong Flags;
        internal uint AttributeCount;
        internal fixed uint ConfigurationPadding[5];
        internal GpioAttributes Attributes;
        internal uint LineCount;
        internal uint EventBufferSize;
        internal fixed uint Padding[5];
        internal int Descriptor;
    }

    /// <summary><c>struct gpio_v2_line_values</c>: bit n is the request's line n.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct GpioLineValues
    {
        internal ulong Bits;
        internal ulong Mask;
    }

    /// <summary><c>struct gpio_v2_line_event</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct GpioLineEvent
    {
        internal ulong TimeNanoseconds; // CLOCK_MONOTONIC
        internal uint Id;
        internal uint Offset;
        internal uint Sequence; // of the request, from 1; wraps at 2^32
        internal uint LineSequence;
        internal fixed uint Padding[6];
    }
}
