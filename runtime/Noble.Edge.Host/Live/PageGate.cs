using System.Net;
using Microsoft.AspNetCore.Http;

namespace Noble.Edge.Host;

/// <summary>Which requests are this server's: no page of another site reaches a rig through the browser of somebody who may.</summary>
/// <param name="address">The address that was given.</param>
internal sealed class PageGate(PageAddress address)
{
    private readonly string[] _names = Names(address);

    /// <summary>
    /// Whether the host that the request names is this server: an address through which it came, or a name that was given. A name that
    /// somebody else's name server points here is neither.
    /// </summary>
    internal bool IsHostOurs(HttpContext context)
    {
        var host = context.Request.Host.Host.Trim('[', ']');
        if (IPAddress.TryParse(host, out var named))
        {
            return context.Connection.LocalIpAddress is { } local && (Equals(named, local) || Equals(named, local.MapToIPv4()));
        }

        return _names.Contains(host, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether a WebSocket was opened by the page of this server, or by no page at all.</summary>
    internal static bool IsOriginOurs(HttpContext context)
    {
        var origins = context.Request.Headers.Origin;
        return origins.Count == 0
            || (origins.Count == 1
                && Uri.TryCreate(origins[0], UriKind.Absolute, out var origin)
                && origin.Scheme is "http" or "https"
                && string.Equals(origin.Authority, new Uri($"{origin.Scheme}://{context.Request.Host.Value}").Authority, StringComparison.OrdinalIgnoreCase));
    }

    private static string[] Names(PageAddress address)
    {
        var isNumber = IPAddress.TryParse(address.Host, out _);
        string[] given = isNumber ? [] : [address.Host];
        string[] own = address.IsLoopback ? ["localhost"] : [Environment.MachineName, $"{Environment.MachineName}.local"];
        return [.. given, .. own];
    }
}
