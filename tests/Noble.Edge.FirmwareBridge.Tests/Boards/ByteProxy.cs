using System.Net.Sockets;

namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>A link between a host and a board that damages what it carries, and can be cut.</summary>
internal sealed class ByteProxy : IDisposable
{
    private readonly string _board;
    private readonly Func<bool, ByteDamage> _damageOf;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("noble-proxy-");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<Socket> _open = [];
    private volatile bool _ends;

    /// <param name="board">The board's socket.</param>
    /// <param name="toBoard">Damage on the way to the board; null for none.</param>
    /// <param name="toHost">Damage on the way to the host; null for none.</param>
    internal ByteProxy(string board, ByteDamage? toBoard = null, ByteDamage? toHost = null)
    {
        _board = board;
        var none = new ByteDamage(0);
        _damageOf = isToBoard => (isToBoard ? toBoard : toHost) ?? none;
        _listener.Bind(new UnixDomainSocketEndPoint(Link));
        _listener.Listen();
        new Thread(Accept) { IsBackground = true, Name = "proxy" }.Start();
    }

    /// <summary>Where the host connects.</summary>
    internal string Address => $"unix:{Link}";

    /// <summary>Whether the damage is done.</summary>
    internal bool IsDamaging { get; set; } = true;

    private string Link => Path.Combine(_folder.FullName, "link");

    /// <summary>Cuts the connection as it is; another one is taken.</summary>
    internal void Cut()
    {
        lock (_open)
        {
            foreach (var socket in _open)
            {
                socket.Dispose();
            }

            _open.Clear();
        }
    }

    public void Dispose()
    {
        _ends = true;
        _listener.Dispose();
        Cut();
        _folder.Delete(recursive: true);
    }

    private void Accept()
    {
        while (!_ends)
        {
            Socket? host = null;
            Socket? board = null;
            try
            {
                host = _listener.Accept();
                board = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                board.Connect(new UnixDomainSocketEndPoint(_board));
                lock (_open)
                {
                    _open.AddRange([host, board]);
                }

                Carry(host, board, isToBoard: true);
                Carry(board, host, isToBoard: false);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                host?.Dispose();
                board?.Dispose();
            }
        }
    }

    private void Carry(Socket from, Socket to, bool isToBoard)
    {
        var damage = _damageOf(isToBoard);
        new Thread(() =>
        {
            var bytes = new byte[4096];
            try
            {
                for (var count = from.Receive(bytes); count > 0; count = from.Receive(bytes))
                {
                    to.Send(IsDamaging ? damage.Apply(bytes.AsSpan(0, count)) : bytes.AsSpan(0, count));
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // Either side has gone.
            }

            from.Dispose();
            to.Dispose();
        })
        { IsBackground = true, Name = "proxy way" }.Start();
    }
}
