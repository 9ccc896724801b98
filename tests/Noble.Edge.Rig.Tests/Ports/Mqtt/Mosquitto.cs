using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Noble.Edge.Rig.Tests;

/// <summary>A Mosquitto of this test's own on loopback, its files in a folder of its own.</summary>
internal sealed class Mosquitto : IDisposable
{
    internal const string Program = "/usr/sbin/mosquitto";

    private const int Terminate = 15;

    private readonly string _configuration;
    private Process? _process;

    /// <param name="settings">Lines of the configuration beside listener and persistence; <c>{folder}</c> is the folder.</param>
    internal Mosquitto(params string[] settings)
    {
        Folder = Directory.CreateTempSubdirectory("noble-mosquitto-").FullName;
        Port = FreePort();
        _configuration = Path.Combine(Folder, "mosquitto.conf");
        string[] common =
        [
            "per_listener_settings true",
            "persistence true",
            $"persistence_location {Folder}/",
            "max_queued_messages 0",
            "log_type error",
            "log_dest none",
            $"listener {Port.ToString(CultureInfo.InvariantCulture)} 127.0.0.1",
            "set_tcp_nodelay true",
        ];
        if (Environment.UserName == "root")
        {
            common = ["user root", .. common];
        }

        File.WriteAllLines(_configuration, common.Concat(settings).Select(line => line.Replace("{folder}", Folder, StringComparison.Ordinal)));
    }

    internal static bool IsInstalled => File.Exists(Program);

    internal string Folder { get; }

    internal int Port { get; }

    /// <summary>One that lets everybody do everything.</summary>
    internal static Mosquitto StartOpen(params string[] settings)
    {
        var broker = new Mosquitto(["allow_anonymous true", .. settings]);
        broker.Start();
        return broker;
    }

    internal string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Starts it and waits until it listens.</summary>
    internal void Start()
    {
        var start = new ProcessStartInfo(Program) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(_configuration);
        _process = Process.Start(start)!;
        var clock = MonotonicClock.Instance;
        var until = clock.NowNanoseconds + 20_000_000_000;
        while (!Listens())
        {
            Assert.False(_process.HasExited, $"mosquitto ended: {(_process.HasExited ? _process.StandardError.ReadToEnd() : "")}");
            Assert.True(clock.NowNanoseconds < until, "mosquitto does not listen");
            clock.SleepUntil(clock.NowNanoseconds + 5_000_000);
        }
    }

    /// <summary>SIGTERM, and waits for its end: it saves what it holds.</summary>
    internal void Stop()
    {
        if (_process is { } process)
        {
            using var kill = Process.Start("kill", [$"-{Terminate}", process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
            if (!process.WaitForExit(10_000))
            {
                process.Kill();
                process.WaitForExit();
            }

            process.Dispose();
            _process = null;
        }
    }

    /// <summary>SIGKILL: it saves nothing and says no goodbye.</summary>
    internal void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        Stop();
        Directory.Delete(Folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
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
