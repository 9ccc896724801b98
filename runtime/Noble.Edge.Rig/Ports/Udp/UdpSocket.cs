using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Noble.Edge.Rig;

/// <summary>An IPv4 datagram socket for the pacer's thread: sending and receiving never block, allocate or throw.</summary>
internal sealed class UdpSocket : IDisposable
{
    private const int SystemBufferBytes = 1 << 20; // the system may give less

    private LibC.SocketAddress _destination;
    private bool _isClosed;

    private UdpSocket(int descriptor) => Descriptor = descriptor;

    /// <summary>The descriptor for poll(2).</summary>
    internal int Descriptor { get; }

    /// <summary>The local port, the one that the system chose where 0 was asked for.</summary>
    internal int LocalPort { get; private init; }

    /// <summary>Opens a socket that sends to a host.</summary>
    /// <exception cref="UdpPortException">There is no such host.</exception>
    internal static UdpSocket OpenSender(string host, int port)
    {
        var destination = Address(Resolve(host, port), port);
        return new UdpSocket(Open(host, port, LibC.OptionSendBuffer)) { _destination = destination };
    }

    /// <summary>Opens a socket that listens.</summary>
    /// <exception cref="UdpPortException">The address is not this machine's, the port is taken or may not be opened.</exception>
    internal static unsafe UdpSocket OpenReceiver(string address, int port)
    {
        var local = Address(Resolve(address, port), port);
        var descriptor = Open(address, port, LibC.OptionReceiveBuffer);
        if (LibC.Bind(descriptor, &local, (uint)sizeof(LibC.SocketAddress)) < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            _ = LibC.Close(descriptor);
            throw new UdpPortException(address, port, Reason(error));
        }

        var length = (uint)sizeof(LibC.SocketAddress);
        _ = LibC.GetSocketName(descriptor, &local, &length);
        return new UdpSocket(descriptor) { LocalPort = BinaryPrimitives.ReverseEndianness(local.Port) };
    }

    /// <summary>The IPv4 address of a host, as the socket compares it.</summary>
    /// <exception cref="UdpPortException">There is no such host.</exception>
    internal static uint Resolve(string host, int port)
    {
        // An address is not looked up: the runtime refuses to look 0.0.0.0 up.
        if (IPAddress.TryParse(host, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetwork)
        {
            return MemoryMarshal.Read<uint>(parsed.GetAddressBytes());
        }

        try
        {
            foreach (var address in Dns.GetHostAddresses(host, AddressFamily.InterNetwork))
            {
                return MemoryMarshal.Read<uint>(address.GetAddressBytes());
            }
        }
        catch (SocketException)
        {
            // Said below.
        }
        catch (ArgumentException)
        {
            // A name that cannot be one, or an address of IPv6.
        }

        throw new UdpPortException(host, port, "has no IPv4 address, expected a host name or an address such as 192.168.240.1");
    }

    /// <summary>Sends a datagram; false where the system does not take it now.</summary>
    internal unsafe bool TrySend(ReadOnlySpan<byte> datagram)
    {
        fixed (byte* bytes = datagram)
        fixed (LibC.SocketAddress* destination = &_destination)
        {
            return LibC.SendTo(Descriptor, bytes, (nuint)datagram.Length, LibC.MessageDoNotWait, destination, (uint)sizeof(LibC.SocketAddress)) == datagram.Length;
        }
    }

    /// <summary>Takes a datagram out.</summary>
    /// <param name="buffer">Takes its beginning.</param>
    /// <param name="sender">Who sent it, as from <see cref="Resolve"/>.</param>
    /// <returns>Its length, which may be more than the buffer's; -1 where none waits.</returns>
    internal unsafe int Receive(Span<byte> buffer, out uint sender)
    {
        LibC.SocketAddress source = default;
        var length = (uint)sizeof(LibC.SocketAddress);
        fixed (byte* bytes = buffer)
        {
            var received = (int)LibC.ReceiveFrom(Descriptor, bytes, (nuint)buffer.Length, LibC.MessageDoNotWait | LibC.MessageTruncated, &source, &length);
            sender = source.Address;
            return received;
        }
    }

    public void Dispose()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _ = LibC.Close(Descriptor);
        }
    }

    private static unsafe int Open(string host, int port, int buffer)
    {
        var descriptor = LibC.Socket(LibC.FamilyInternet, LibC.SocketDatagram | LibC.SocketNonBlocking | LibC.SocketCloseOnExec, 0);
        if (descriptor < 0)
        {
            throw new UdpPortException(host, port, Reason(Marshal.GetLastPInvokeError()));
        }

        var bytes = SystemBufferBytes;
        _ = LibC.SetSocketOption(descriptor, LibC.LevelSocket, buffer, &bytes, sizeof(int));
        return descriptor;
    }

    private static LibC.SocketAddress Address(uint address, int port) => new()
    {
        Family = LibC.FamilyInternet,
        Port = BinaryPrimitives.ReverseEndianness((ushort)port),
        Address = address,
    };

    private static string Reason(int error) => error switch
    {
        LibC.ErrorAddressInUse => "is in use by another program, expected a free port",
        LibC.ErrorAccess => "may not be opened by this user, expected a port from 1024",
        LibC.ErrorAddressNotAvailable => "is not an address of this machine, expected one of its own, or 0.0.0.0 for all of them",
        _ => $"cannot be opened ({Marshal.GetPInvokeErrorMessage(error)})",
    };
}
