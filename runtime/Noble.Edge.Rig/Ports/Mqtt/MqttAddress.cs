using System.Buffers;
using System.Globalization;

namespace Noble.Edge.Rig;

/// <summary>Where a broker listens.</summary>
public sealed record MqttAddress
{
    /// <summary>MQTT's port without TLS.</summary>
    public const int DefaultPort = 1883;

    /// <summary>MQTT's port with TLS.</summary>
    public const int DefaultTlsPort = 8883;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(" ,/\0\r\n");

    /// <param name="host">Name or address, 1 to 255 characters.</param>
    /// <param name="port">TCP port, 1 to 65535.</param>
    public MqttAddress(string host, int port)
    {
        if (host.Length is 0 or > 255 || host.AsSpan().ContainsAny(Forbidden))
        {
            throw new ArgumentOutOfRangeException(null, $"MQTT host '{host}': expected a name or an address");
        }

        if (port is < 1 or > 65_535)
        {
            throw new ArgumentOutOfRangeException(null, $"MQTT port {port}: expected 1 to 65535");
        }

        (Host, Port) = (host, port);
    }

    /// <summary>Name or address.</summary>
    public string Host { get; }

    /// <summary>TCP port.</summary>
    public int Port { get; }

    /// <inheritdoc />
    public override string ToString() =>
        $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port.ToString(CultureInfo.InvariantCulture)}";
}
