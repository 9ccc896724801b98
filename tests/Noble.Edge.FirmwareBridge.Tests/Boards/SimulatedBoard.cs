using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>The firmware as a program of this machine, on unix sockets of its own, in a folder that goes away again.</summary>
internal sealed class SimulatedBoard : IDisposable
{
    internal const byte InputLow = 0xD0;
    internal const byte InputHigh = 0xE0;
    internal const byte EmergencyReleased = 0xF0;
    internal const byte EmergencyAsserted = 0xF1;
    internal const byte Restart = 0xFA;

    private const int RecordBytes = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Lazy<string> Program = new(Build);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("noble-board-");
    private readonly List<string> _files = [];
    private readonly string[] _more;
    private Process? _process;
    private Socket? _pins;

    /// <param name="more">More of the program's options.</param>
    internal SimulatedBoard(params string[] more)
    {
        _more = more;
        Start();
    }

    /// <summary>Where the host connects.</summary>
    internal string Address => $"unix:{Link}";

    /// <summary>The link's socket.</summary>
    internal string Link => Path.Combine(_folder.FullName, "link");

    private string Pins => Path.Combine(_folder.FullName, "pins");

    /// <summary>Starts it, once more after <see cref="Kill"/>.</summary>
    internal void Start()
    {
        File.Delete(Link);
        File.Delete(Pins);
        _files.Add(Path.Combine(_folder.FullName, $"records-{_files.Count}"));
        _process = Process.Start(new ProcessStartInfo(Program.Value, ["--link", Link, "--pins", Pins, "--record", _files[^1], .. _more]))!;
        Eventually.True(() => File.Exists(Link) && File.Exists(Pins), "the simulated board starts");
        _pins = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        Eventually.True(TryConnectPins, "the simulated board listens");

        // It waits for whoever watches its pins, and the records come by file.
        new Thread(Drain) { IsBackground = true }.Start(_pins);
    }

    /// <summary>As if its power were gone.</summary>
    internal void Kill()
    {
        _pins!.Dispose();
        _process!.Kill();
        _process.WaitForExit();
    }

    /// <summary>Moves a pin.</summary>
    internal void Pin(byte command) => _pins!.Send([command]);

    /// <summary>Ends it in order, so that every record is written, and reads them.</summary>
    internal List<BoardRecord> StopAndRead()
    {
        Stop();
        return Records();
    }

    /// <summary>What its outputs did over all its starts, as far as it is written.</summary>
    internal List<BoardRecord> Records() =>
    [
        .. _files.Where(File.Exists).SelectMany((file, start) => ReadShared(file).Chunk(RecordBytes).Where(bytes => bytes.Length == RecordBytes)
            .Select(bytes => new BoardRecord(
                start,
                (BoardRecordKind)bytes[0],
                bytes[1],
                BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2)),
                BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)),
                BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8))))),
    ];

    public void Dispose()
    {
        Stop();
        _pins?.Dispose();
        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Build()
    {
        // Beside the tests, so that they and others may be built at the same time.
        var objects = Path.Combine(AppContext.BaseDirectory, "firmware");
        var start = new ProcessStartInfo("make", ["-C", BridgeFolder.PathOf("firmware"), "simulated", "CC=gcc", $"OUT={objects}"])
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

    private static void Drain(object? pins)
    {
        var bytes = new byte[4096];
        try
        {
            while (((Socket)pins!).Receive(bytes) > 0)
            {
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The board has ended, or the test.
        }
    }

    private bool TryConnectPins()
    {
        try
        {
            _pins!.Connect(new UnixDomainSocketEndPoint(Pins));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Stop()
    {
        if (_process is not { HasExited: false })
        {
            return;
        }

        using var kill = Process.Start("kill", [_process.Id.ToString(CultureInfo.InvariantCulture)]);
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill();
            Assert.Fail("the simulated board did not end");
        }
    }
}
