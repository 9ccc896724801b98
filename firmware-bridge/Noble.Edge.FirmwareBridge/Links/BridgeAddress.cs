using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Noble.Edge.FirmwareBridge;

/// <summary>Where a device is.</summary>
public sealed record BridgeAddress
{
    /// <summary>The highest rate of a serial line [baud].</summary>
    public const int BaudMax = 4_000_000;

    /// <summary>Rate of a terminal that is named without one: that of the firmware's boards.</summary>
    public const int BaudDefault = 921_600;

    private const string UnixPrefix = "unix:";
    private const string TcpPrefix = "tcp:";
    private const int UnixPathBytesMax = 107;

    private BridgeAddress(string text, BridgeLinkKind kind, string target, int number)
    {
        Text = text;
        Kind = kind;
        Target = target;
        Number = number;
    }

    /// <summary>The address as it was written.</summary>
    public string Text { get; }

    /// <summary>What carries the bytes.</summary>
    public BridgeLinkKind Kind { get; }

    /// <summary>Path, or host.</summary>
    public string Target { get; }

    /// <summary>Baud of a terminal; port of a TCP connection; else 0.</summary>
    public int Number { get; }

    /// <summary>Reads <c>/dev/NAME</c>, <c>/dev/NAME@BAUD</c>, <c>unix:/PATH</c> or <c>tcp:HOST:PORT</c>.</summary>
    /// <param name="text">The address.</param>
    /// <param name="address">The address, read.</param>
    /// <param name="mistake">What is wrong with it: one line.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out BridgeAddress? address, [NotNullWhen(false)] out string? mistake)
    {
        address = null;
        if (string.IsNullOrEmpty(text) || text.Contains('\0', StringComparison.Ordinal))
        {
            mistake = $"bridge address '{text}': expected /dev/NAME, /dev/NAME@BAUD, unix:/PATH or tcp:HOST:PORT";
            return false;
        }

        address = text.StartsWith(UnixPrefix, StringComparison.Ordinal) ? Unix(text, out mistake)
            : text.StartsWith(TcpPrefix, StringComparison.Ordinal) ? Tcp(text, out mistake)
            : Terminal(text, out mistake);
        return address is not null;
    }

    /// <summary>The address as it was written.</summary>
    public override string ToString() => Text;

    private static BridgeAddress? Unix(string text, out string? mistake)
    {
        var path = text[UnixPrefix.Length..];
        mistake = !path.StartsWith('/') || Encoding.UTF8.GetByteCount(path) > UnixPathBytesMax
            ? $"bridge address '{text}': expected unix: and an absolute path of at most {UnixPathBytesMax} bytes"
            : null;
        return mistake is null ? new BridgeAddress(text, BridgeLinkKind.UnixSocket, path, 0) : null;
    }

    private static BridgeAddress? Tcp(string text, out string? mistake)
    {
        var rest = text[TcpPrefix.Length..];
        var colon = rest.LastIndexOf(':');
        var host = colon < 0 ? string.Empty : rest[..colon];
        if (host.StartsWith('[') && host.EndsWith(']'))
        {
            host = host[1..^1];
        }
        else if (host.Contains(':', StringComparison.Ordinal))
        {
            host = string.Empty;
        }

        if (host.Length > 0 && TryNumber(rest[(colon + 1)..], 65_535, out var port))
        {
            mistake = null;
            return new BridgeAddress(text, BridgeLinkKind.Tcp, host, port);
        }

        mistake = $"bridge address '{text}': expected tcp:HOST:PORT with a port of 1 to 65535; an IPv6 address stands in [ ]";
        return null;
    }

    private static BridgeAddress? Terminal(string text, out string? mistake)
    {
        var at = text.LastIndexOf('@');
        var path = at < 0 ? text : text[..at];
        var baud = BaudDefault;
        if (path.StartsWith('/') && path.Length > 1 && (at < 0 || TryNumber(text[(at + 1)..], BaudMax, out baud)))
        {
            mistake = null;
            return new BridgeAddress(text, BridgeLinkKind.Terminal, path, baud);
        }

        mistake = path.StartsWith('/') && at >= 0
            ? $"bridge address '{text}': expected a rate of 1 to {BaudMax} baud behind the @"
            : $"bridge address '{text}': expected /dev/NAME, /dev/NAME@BAUD, unix:/PATH or tcp:HOST:PORT";
        return null;
    }

    private static bool TryNumber(string text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1 && number <= most;
}
