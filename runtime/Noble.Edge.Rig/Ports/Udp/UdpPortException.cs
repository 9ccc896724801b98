namespace Noble.Edge.Rig;

/// <summary>A UDP port cannot be opened as it was asked for. The message is one line for the user.</summary>
public sealed class UdpPortException(string host, int port, string reason) : Exception($"UDP {host}:{port} {reason}")
{
    /// <summary>Host or address that was asked for.</summary>
    public string Host { get; } = host;

    /// <summary>Port that was asked for.</summary>
    public int Port { get; } = port;
}
