using System.Net;
using System.Net.Sockets;

namespace Noble.Edge.Rig.Tests;

/// <summary>The other end of a UDP port, on loopback: datagrams are in the receiver's buffer when a send has come back.</summary>
internal sealed class Loopback : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 5000, ReceiveBufferSize = 1 << 20 };

    internal Loopback() => _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>The port that it listens at.</summary>
    internal int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Datagrams that wait, in hexadecimal digits.</summary>
    internal List<string> Waiting()
    {
        var datagrams = new List<string>();
        while (_socket.Available > 0)
        {
            datagrams.Add(Receive());
        }

        return datagrams;
    }

    /// <summary>The next datagram, in hexadecimal digits; fails where none comes.</summary>
    internal string Receive()
    {
        var buffer = new byte[2048];
        return Convert.ToHexStringLower(buffer.AsSpan(0, _socket.Receive(buffer)));
    }

    internal void Send(ReadOnlySpan<byte> datagram, int port) => _socket.SendTo(datagram, new IPEndPoint(IPAddress.Loopback, port));

    /// <summary>The same without an allocation.</summary>
    internal void Send(ReadOnlySpan<byte> datagram, SocketAddress target) => _socket.SendTo(datagram, SocketFlags.None, target);

    internal void Send(string hex, int port) => Send(Convert.FromHexString(hex), port);

    public void Dispose() => _socket.Dispose();
}
