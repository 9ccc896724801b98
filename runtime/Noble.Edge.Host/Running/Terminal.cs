using System.Runtime.InteropServices;

namespace Noble.Edge.Host;

/// <summary>The terminal that standard error is, if it is one.</summary>
internal static partial class Terminal
{
    private const int ErrorDescriptor = 2;
    private const nuint WindowSizeRequest = 0x5413; // TIOCGWINSZ on x64 and arm64

    /// <summary>Whether something can be redrawn in place there.</summary>
    internal static bool IsInPlace() => !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } kind && kind != "dumb";

    /// <summary>Whether colours are wanted: see no-color.org.</summary>
    internal static bool HasColour() => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Whether its characters are Unicode's.</summary>
    internal static bool HasBlocks() => (new[] { "LC_ALL", "LC_CTYPE", "LANG" }.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "")
        .Replace("-", "", StringComparison.Ordinal).EndsWith("UTF8", StringComparison.OrdinalIgnoreCase);

    /// <summary>Columns and rows; 80 by 24 where it does not say.</summary>
    internal static (int Columns, int Rows) Size() =>
        GetWindowSize(ErrorDescriptor, WindowSizeRequest, out var size) == 0 && size is { Columns: > 0, Rows: > 0 } ? (size.Columns, size.Rows) : (80, 24);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int GetWindowSize(int descriptor, nuint request, out WindowSize size);

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        internal ushort Rows;
        internal ushort Columns;
        internal ushort Width;
        internal ushort Height;
    }
}
