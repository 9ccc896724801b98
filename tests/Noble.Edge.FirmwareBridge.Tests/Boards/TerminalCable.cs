using System.Net.Sockets;

namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>A pseudo-terminal joined to a simulated board: a serial cable that can be pulled out and put back, under one name.</summary>
internal sealed class TerminalCable : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("noble-cable-");
    private readonly string _board;
    private PseudoTerminal? _terminal;
    private Socket? _socket;

    /// <param name="board">The board's socket.</param>
    internal TerminalCable(string board)
    {
        _board = board;
        PutIn();
    }

    /// <summary>The name under which the tty appears.</summary>
    internal string Path => System.IO.Path.Combine(_folder.FullName, "ttyACM0");

    internal void PutIn()
    {
        _terminal = new PseudoTerminal();
        _socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _socket.Connect(new UnixDomainSocketEndPoint(_board));
        File.CreateSymbolicLink(Path, _terminal.Path);
        var (terminal, socket) = (_terminal, _socket);
        new Thread(() => ToBoard(terminal, socket)) { IsBackground = true, Name = "cable to board" }.Start();
        new Thread(() => ToHost(terminal, socket)) { IsBackground = true, Name = "cable to host" }.Start();
    }

    internal void Pull()
    {
        File.Delete(Path);
        _socket!.Dispose();
        _terminal!.Pull();
    }

    public void Dispose()
    {
        Pull();
        _folder.Delete(recursive: true);
    }

    private static void ToBoard(PseudoTerminal terminal, Socket socket)
    {
        var bytes = new byte[4096];
        try
        {
            while (!terminal.IsPulled)
            {
                // Until the tty is opened there is nobody to read from, and a terminal says so with an error.
                var count = terminal.Receive(bytes);
                if (count > 0)
                {
                    socket.Send(bytes.AsSpan(0, count));
                }
                else
                {
                    Thread.Sleep(1);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Pulled.
        }
    }

    private static void ToHost(PseudoTerminal terminal, Socket socket)
    {
        var bytes = new byte[4096];
        try
        {
            for (var count = socket.Receive(bytes); count > 0 && !terminal.IsPulled; count = socket.Receive(bytes))
            {
                terminal.Send(bytes.AsSpan(0, count));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Pulled.
        }
    }
}
