namespace Noble.Edge.Rig;

/// <summary>No MQTT broker answers where one was expected.</summary>
public sealed class BrokerUnreachableException(string host, int port, string reason, Exception? inner = null)
    : Exception($"no MQTT broker answers at {host}:{port} ({reason})", inner)
{
    /// <summary>Host that was tried.</summary>
    public string Host { get; } = host;

    /// <summary>Port that was tried.</summary>
    public int Port { get; } = port;

    /// <summary>What came in place of an answer.</summary>
    public string Reason { get; } = reason;
}
