using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>
/// The database handshake of a SpiNNaker toolchain: it says where its database is, is answered, and later says when the simulation
/// starts and stops.
/// </summary>
/// <remarks>
/// Runs on an ordinary thread of its own, never the pacer's. What arrives may be anything: what is no command is counted, and a path
/// is handed on as it came, so read it only where the sender is trusted. Members may be used from any thread.
/// </remarks>
public sealed class EieioHandshake : IDisposable
{
    /// <summary>UDP port that toolchains notify.</summary>
    public const int NotifyPort = 19_999;

    private const int LongestDatagram = 1500;
    private const int PollMicroseconds = 100_000;

    private readonly Socket _socket;
    private readonly Thread _thread;
    private readonly object _gate = new();
    private readonly IPAddress? _sender;
    private EieioHandshakeState _state;
    private string? _databasePath;
    private long _malformed;
    private bool _ending;

    /// <summary>Opens the socket and starts listening.</summary>
    /// <param name="options">Where; port 0 stands for 19999.</param>
    /// <exception cref="UdpPortException">It cannot listen there.</exception>
    public EieioHandshake(UdpListenOptions options)
    {
        var port = options.AnyPort ? 0 : options.Port == 0 ? NotifyPort : options.Port;
        _sender = options.Sender is null ? null : AddressOf(UdpSocket.Resolve(options.Sender, port));
        var local = AddressOf(UdpSocket.Resolve(options.Address, port));
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.Bind(new IPEndPoint(local, port));
        }
        catch (SocketException failure)
        {
            _socket.Dispose();
            throw new UdpPortException(options.Address, port, failure.SocketErrorCode == SocketError.AddressAlreadyInUse ? "is in use by another program, expected a free port" : $"cannot be opened ({failure.SocketErrorCode})");
        }

        LocalPort = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        _thread = new Thread(Listen) { IsBackground = true, Name = "eieio handshake" };
        _thread.Start();
    }

    /// <summary>The UDP port that is listened at.</summary>
    public int LocalPort { get; }

    /// <summary>How far the handshake has come.</summary>
    public EieioHandshakeState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    /// <summary>Path of the database as the toolchain said it, on its own machine; null before that.</summary>
    public string? DatabasePath
    {
        get
        {
            lock (_gate)
            {
                return _databasePath;
            }
        }
    }

    /// <summary>Datagrams that were no command of the handshake, or from somebody else than the one sender.</summary>
    public long Malformed => Volatile.Read(ref _malformed);

    /// <summary>Waits until the handshake is in that state.</summary>
    /// <returns>False where it is not within the time.</returns>
    public bool WaitFor(EieioHandshakeState state, TimeSpan patience)
    {
        var end = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        lock (_gate)
        {
            while (_state != state)
            {
                var rest = end - Environment.TickCount64;
                if (rest <= 0 || _ending)
                {
                    return false;
                }

                Monitor.Wait(_gate, (int)Math.Min(rest, int.MaxValue));
            }

            return true;
        }
    }

    /// <summary>Ends the thread and closes the socket.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ending = true;
            Monitor.PulseAll(_gate);
        }

        _thread.Join();
        _socket.Dispose();
    }

    private static IPAddress AddressOf(uint networkOrder)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, networkOrder);
        return new IPAddress(bytes);
    }

    private void Listen()
    {
        var buffer = new byte[LongestDatagram];
        while (!Volatile.Read(ref _ending))
        {
            try
            {
                if (!_socket.Poll(PollMicroseconds, SelectMode.SelectRead))
                {
                    continue;
                }

                EndPoint from = new IPEndPoint(IPAddress.Any, 0);
                var length = _socket.ReceiveFrom(buffer, ref from);
                Take(buffer.AsSpan(0, length), (IPEndPoint)from);
            }
            catch (SocketException)
            {
                // A datagram that is too long, or an answer that nobody took: the next one may be good.
                Volatile.Write(ref _malformed, _malformed + 1);
            }
        }
    }

    private void Take(ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        var isWanted = _sender is null || _sender.Equals(from.Address);
        if (!isWanted || !EieioCodec.TryReadCommand(datagram, out var command, out _) || !TryFollow(command, datagram[EieioCodec.CommandLength..]))
        {
            Volatile.Write(ref _malformed, _malformed + 1);
            return;
        }

        if (command == EieioCommand.Database)
        {
            Span<byte> answer = stackalloc byte[EieioCodec.CommandLength];
            EieioCodec.TryWriteCommand(answer, EieioCommand.Database, [], out _, out _);
            _socket.SendTo(answer, from);
        }
    }

    private bool TryFollow(EieioCommand command, ReadOnlySpan<byte> body)
    {
        var path = command == EieioCommand.Database ? PathOf(body) : null;
        EieioHandshakeState? state = command switch
        {
            EieioCommand.Database => path is null ? null : EieioHandshakeState.DatabaseKnown,
            EieioCommand.Start => EieioHandshakeState.Running,
            EieioCommand.Stop => EieioHandshakeState.Stopped,
            _ => null,
        };
        if (state is not { } next)
        {
            return false;
        }

        lock (_gate)
        {
            _databasePath = path ?? _databasePath;
            _state = next;
            Monitor.PulseAll(_gate);
        }

        return true;
    }

    // Null for what cannot be a path: empty, not UTF-8, or with control characters in it.
    private static string? PathOf(ReadOnlySpan<byte> body)
    {
        body = body.TrimEnd((byte)0);
        if (body.Length == 0 || !System.Text.Unicode.Utf8.IsValid(body))
        {
            return null;
        }

        var path = Encoding.UTF8.GetString(body);
        return path.Any(char.IsControl) ? null : path;
    }
}
