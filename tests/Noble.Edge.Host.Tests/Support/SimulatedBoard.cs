using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;

namespace Noble.Edge.Host.Tests;

/// <summary>The firmware as a program of this machine, built once, on a unix socket of its own.</summary>
internal sealed class SimulatedBoard : IDisposable
{
    internal const byte Emission = 1;
    internal const byte MadeSafe = 2;
    internal const byte Armed = 9;
    internal const byte EmergencyAsserted = 0xF1;
    internal const byte EmergencyReleased = 0xF0;
    internal const byte InputHigh = 0xE0;

    private const int RecordBytes = 16;
    private static readonly Lazy<string> Program = new(Build);

    private readonly string _folder;
    private readonly List<string> _files = [];
    private Process? _process;
    private Socket? _pins;

    /// <param name="folder">For its sockets and records.</param>
    internal SimulatedBoard(string folder)
    {
        _folder = folder;
        Start();
    }

    /// <summary>Where the host connects.</summary>
    internal string Address => $"unix:{Link}";

    private string Link => Path.Combine(_folder, "link");

    private string Pins => Path.Combine(_folder, "pins");

    /// <summary>Starts it, once more after <see cref="Kill"/>.</summary>
    internal void Start()
    {
        _files.Add(Path.Combine(_folder, $"records-{_files.Count}"));
        _process = Process.Start(new ProcessStartInfo(Program.Value, ["--link", Link, "--pins", Pins, "--record", _files[^1]]))!;
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Link) && File.Exists(Pins), TimeSpan.FromSeconds(30)), "the simulated board did not start");
    }

    /// <summary>As if its power were gone.</summary>
    internal void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
        _pins?.Dispose();
        _pins = null;
        File.Delete(Link);
        File.Delete(Pins);
    }

    /// <summary>Ends it in order, so that every record is written.</summary>
    internal void Stop()
    {
        if (_process is { HasExited: false })
        {
            using var kill = Process.Start("kill", [$"{_process.Id}"]);
            _process.WaitForExit();
        }
    }

    /// <summary>Moves a pin.</summary>
    internal void Pin(byte command)
    {
        // Kept: bytes of a client that has gone may go unread.
        if (_pins is null)
        {
            _pins = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            _pins.Connect(new UnixDomainSocketEndPoint(Pins));
        }

        _pins.Send([command]);
    }

    /// <summary>What its outputs did over all its starts: kind, detail, line, difference [ticks], tick.</summary>
    internal (byte Kind, byte Detail, ushort Line, int Difference, ulong Tick)[] Records() =>
    [
        .. _files.Where(File.Exists).SelectMany(file => File.ReadAllBytes(file).Chunk(RecordBytes)).Where(record => record.Length == RecordBytes).Select(record => (
            record[0],
            record[1],
            BinaryPrimitives.ReadUInt16LittleEndian(record.AsSpan(2)),
            BinaryPrimitives.ReadInt32LittleEndian(record.AsSpan(4)),
            BinaryPrimitives.ReadUInt64LittleEndian(record.AsSpan(8)))),
    ];

    public void Dispose()
    {
        Stop();
        _pins?.Dispose();
        _process?.Dispose();
    }

    private static string Build()
    {
        var firmware = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(firmware.FullName, "Noble.Edge.sln")))
        {
            firmware = firmware.Parent ?? throw new DirectoryNotFoundException("no Noble.Edge.sln above the tests");
        }

        // Beside the tests, so that they and others may be built at the same time.
        var objects = Path.Combine(AppContext.BaseDirectory, "firmware");
        var start = new ProcessStartInfo("make", ["-C", Path.Combine(firmware.FullName, "firmware-bridge", "firmware"), "simulated", "CC=gcc", $"OUT={objects}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var make = Process.Start(start)!;
        var errors = make.StandardError.ReadToEndAsync();
        make.StandardOutput.ReadToEnd();
        make.WaitForExit();
        Assert.True(make.ExitCode == 0, errors.GetAwaiter().GetResult());
        return Path.Combine(objects, "noble-simulated-board");
    }
}
