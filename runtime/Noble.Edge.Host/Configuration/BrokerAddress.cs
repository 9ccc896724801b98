using System.Globalization;

namespace Noble.Edge.Host;

/// <summary>Where the broker is: in this process, or at an address.</summary>
/// <param name="IsEmbedded">Whether this process brings its own.</param>
/// <param name="Host">Host; loopback for an embedded one.</param>
/// <param name="Port">TCP port; 0 for an embedded one that takes a free port.</param>
internal sealed record BrokerAddress(bool IsEmbedded, string Host, int Port)
{
    internal const string Expected = "expected embedded, embedded:PORT or HOST:PORT";

    private const int DefaultPort = 1883;

    internal static BrokerAddress Embedded { get; } = new(true, "127.0.0.1", DefaultPort);

    /// <exception cref="UserMistakeException">The text is no address.</exception>
    internal static BrokerAddress Parse(string text)
    {
        if (text == "embedded")
        {
            return Embedded;
        }

        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? text : text[..colon];
        if (colon < 0
            || host.Length == 0
            || (host.Contains(':') && !(host.StartsWith('[') && host.EndsWith(']')))
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port > 65_535
            || (port == 0 && host != "embedded"))
        {
            throw new UserMistakeException($"broker '{text}': {Expected}");
        }

        return host == "embedded" ? Embedded with { Port = port } : new BrokerAddress(false, host.Trim('[', ']'), port);
    }
}
