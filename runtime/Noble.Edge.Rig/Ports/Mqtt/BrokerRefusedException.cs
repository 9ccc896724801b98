namespace Noble.Edge.Rig;

/// <summary>A broker answers, but it or its certificate is not one to work with: credentials, TLS, or limits that are too low.</summary>
public sealed class BrokerRefusedException(string host, int port, string reason, Exception? inner = null)
    : Exception($"MQTT broker at {host}:{port}: {reason}", inner)
{
    /// <summary>Host that was tried.</summary>
    public string Host { get; } = host;

    /// <summary>Port that was tried.</summary>
    public int Port { get; } = port;
}
