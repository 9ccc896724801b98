using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Noble.Edge.FirmwareBridge;

/// <summary>A unix or TCP stream socket: what simulators listen on.</summary>
internal sealed class SocketLink(BridgeAddress address) : DescriptorLink(address)
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(1);

    // The runtime connects it; afterwards it is a descriptor like any other.
    private Socket? _socket;

    protected override int OpenDescriptor(out string? mistake)
    {
        var unix = Address.Kind == BridgeLinkKind.UnixSocket;
        Socket? socket = null;
        try
        {
            using var patience = new CancellationTokenSource(ConnectPatience);
            socket = unix ? ConnectUnix(patience.Token) : ConnectTcp(patience.Token);
            var descriptor = (int)socket.SafeHandle.DangerousGetHandle();
            var flags = LibC.FileControl(descriptor, LibC.FileGetFlags, 0);
            if (flags < 0 || LibC.FileControl(descriptor, LibC.FileSetFlags, flags | LibC.OpenNonBlocking) < 0)
            {
                throw new SocketException(Marshal.GetLastPInvokeError());
            }

            mistake = null;
            _socket = socket;
            socket = null;
            return descriptor;
        }
        catch (OperationCanceledException)
        {
            mistake = $"{Address}: no answer within {ConnectPatience.TotalSeconds} s";
        }
        catch (SocketException exception)
        {
            // The runtime's own words for a path without a socket are about network addresses.
            mistake = unix && !File.Exists(Address.Target) ? $"{Address}: there is no such socket: does the simulator run?" : $"{Address}: {exception.Message}";
        }
        finally
        {
            socket?.Dispose();
        }

        return -1;
    }

    protected override void CloseDescriptor(int descriptor)
    {
        _socket?.Dispose();
        _socket = null;
    }

    private Socket ConnectUnix(CancellationToken cancellation) =>
        Connected(AddressFamily.Unix, ProtocolType.Unspecified, new UnixDomainSocketEndPoint(Address.Target), cancellation);

    private Socket ConnectTcp(CancellationToken cancellation)
    {
        SocketException? failure = null;
        foreach (var host in Dns.GetHostAddressesAsync(Address.Target, cancellation).GetAwaiter().GetResult())
        {
            try
            {
                var socket = Connected(host.AddressFamily, ProtocolType.Tcp, new IPEndPoint(host, Address.Number), cancellation);
                socket.NoDelay = true;
                return socket;
            }
            catch (SocketException exception)
            {
                failure = exception;
            }
        }

        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static Socket Connected(AddressFamily family, ProtocolType protocol, EndPoint endPoint, CancellationToken cancellation)
    {
        var socket = new Socket(family, SocketType.Stream, protocol);
        try
        {
            socket.ConnectAsync(endPoint, cancellation).AsTask().GetAwaiter().GetResult();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
