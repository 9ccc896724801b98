using System.Net.Sockets;

namespace Noble.Edge.Rig;

/// <summary>The embedded broker cannot listen where it was told to.</summary>
public sealed class BrokerPortException(int port, SocketError error, Exception inner) : Exception(
    error switch
    {
        SocketError.AddressAlreadyInUse => $"MQTT port {port} on loopback is in use by another program, expected a free one",
        SocketError.AccessDenied => $"MQTT port {port} on loopback may not be opened by this user, expected one from 1024",
        _ => $"MQTT port {port} on loopback cannot be opened ({error})",
    },
    inner)
{
    /// <summary>The port.</summary>
    public int Port { get; } = port;
}
