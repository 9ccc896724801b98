using System.Globalization;
using System.Net;

namespace Noble.Edge.Host;

/// <summary>Where the live page is served.</summary>
/// <param name="IsOff">Whether there is none.</param>
/// <param name="Host">An address of this machine, or a name that is one's.</param>
/// <param name="Port">TCP port; 0 for a free one.</param>
internal sealed record PageAddress(bool IsOff, string Host, int Port)
{
    private const int DefaultPort = 8800;

    /// <summary>Where it is if nobody says anything; another port where that one is taken.</summary>
    internal static PageAddress Default { get; } = new(false, "127.0.0.1", DefaultPort);

    /// <summary>No page.</summary>
    internal static PageAddress Off { get; } = new(true, "", 0);

    /// <summary>Whether only this machine reaches it.</summary>
    internal bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <exception cref="UserMistakeException">The text is no address.</exception>
    internal static PageAddress Parse(string text)
    {
        if (text == "off")
        {
            return Off;
        }

        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? "" : text[..colon];
        if (host.Length == 0
            || (host.Contains(':') && !(host.StartsWith('[') && host.EndsWith(']')))
            || Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port > 65_535)
        {
            throw new UserMistakeException($"page '{text}': expected off or HOST:PORT, as in 127.0.0.1:8800");
        }

        return new PageAddress(false, host.Trim('[', ']'), port);
    }
}
