using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Noble.Edge.Benchmarks;

/// <summary>A Mosquitto on loopback that lets everybody in, for the time of a measurement.</summary>
internal sealed class MosquittoProcess : IDisposable
{
    private const string Program = "/usr/sbin/mosquitto";

    private readonly string _folder = Directory.CreateTempSubdirectory("noble-mosquitto-").FullName;
    private readonly Process _process;

    private MosquittoProcess()
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        string configuration = Path.Combine(_folder, "mosquitto.conf");
        string user = Environment.UserName == "root" ? "user root\n" : "";
        File.WriteAllText(
            configuration,
            string.Create(CultureInfo.InvariantCulture, $"{user}per_listener_settings true\nmax_queued_messages 0\nlog_dest none\nlistener {Port} 127.0.0.1\nset_tcp_nodelay true\nallow_anonymous true\n"));
        _process = Process.Start(Program, ["-c", configuration]);
        while (!Listens())
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"{Program} ended with code {_process.ExitCode}");
            }

            Thread.Sleep(5);
        }
    }

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>Starts one, or gives null where it is not installed.</summary>
    public static MosquittoProcess? TryStart() => File.Exists(Program) ? new MosquittoProcess() : null;

    /// <inheritdoc />
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private bool Listens()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
