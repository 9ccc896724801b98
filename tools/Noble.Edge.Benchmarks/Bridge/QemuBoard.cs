using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Noble.Edge.Benchmarks;

/// <summary>The firmware's board mps2-an386 in QEMU, on QEMU's own clock, and what is seen of it from outside: its pins' records, and each write to its outputs with the moment at which QEMU carried it out.</summary>
internal sealed class QemuBoard : IDisposable
{
    private const string Emulator = "qemu-system-arm";
    private const byte Levels = 3;
    private const byte Emission = 1;
    private const int RecordBytes = 16;

    private readonly Process _process;
    private readonly Socket _pins;
    private readonly string _folder;
    private readonly List<byte> _records = [];
    private readonly Thread _reader;

    private QemuBoard(string folder, string firmware)
    {
        _folder = folder;
        var start = new ProcessStartInfo(Emulator) { RedirectStandardError = true };
        foreach (var argument in (string[])
            [
                "-M", "mps2-an386", "-kernel", firmware, "-display", "none", "-monitor", "none",
                "-serial", $"unix:{Link},server=on,wait=off", "-serial", $"unix:{Pins},server=on,wait=on",
                "-msg", "timestamp=on", "-d", "trace:mps2_fpgaio_write", "-D", Trace,
            ])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _pins = Connect(Pins);
        _reader = new Thread(Read) { IsBackground = true };
        _reader.Start();
    }

    /// <summary>Where its link is.</summary>
    internal string Link => Path.Combine(_folder, "link");

    private string Pins => Path.Combine(_folder, "pins");

    private string Trace => Path.Combine(_folder, "trace");

    /// <summary>Starts one; null, and says so, where emulator or firmware are missing.</summary>
    internal static QemuBoard? Start(string repository)
    {
        var firmware = Path.Combine(repository, "artifacts/firmware/mps2-an386.elf");
        if (!File.Exists(firmware))
        {
            Console.WriteLine("bridge: skipped, no artifacts/firmware/mps2-an386.elf (make firmware)");
            return null;
        }

        try
        {
            return new QemuBoard(Directory.CreateTempSubdirectory("noble-bridge-").FullName, firmware);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine($"bridge: skipped, no {Emulator} (apt-get install qemu-system-arm)");
            return null;
        }
    }

    /// <summary>Lets the board's clock run faster by this much [ppm].</summary>
    internal void Skew(double partsPerMillion)
    {
        var command = new byte[5];
        command[0] = 0xF8;
        BinaryPrimitives.WriteInt32LittleEndian(command.AsSpan(1), (int)Math.Round(partsPerMillion * 1_000));
        _pins.Send(command);
    }

    /// <summary>Requested and actual tick of each emission so far, in their order.</summary>
    internal (long Requested, long Actual)[] Emissions() =>
        [.. Records(Emission).Select(record => (Tick(record), Tick(record) + BinaryPrimitives.ReadInt32LittleEndian(record.AsSpan(4))))];

    /// <summary>Ticks at which the outputs were written, in their order.</summary>
    internal long[] Writes() => [.. Records(Levels).Select(Tick)];

    /// <summary>Moments at which QEMU carried writes to the outputs out [µs, CLOCK_REALTIME], in their order.</summary>
    internal double[] WriteMoments()
    {
        using var file = new StreamReader(new FileStream(Trace, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var moments = new List<double>();
        while (file.ReadLine() is { } line)
        {
            var (at, colon) = (line.IndexOf('@', StringComparison.Ordinal), line.IndexOf(':', StringComparison.Ordinal));
            if (at > 0 && colon > at && line.Contains("offset 0x0 ", StringComparison.Ordinal))
            {
                moments.Add((double)(decimal.Parse(line.AsSpan(at + 1, colon - at - 1), CultureInfo.InvariantCulture) * 1_000_000));
            }
        }

        return [.. moments];
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _pins.Dispose();
        _reader.Join();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static long Tick(byte[] record) => BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(8));

    private static Socket Connect(string path)
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                socket.Connect(new UnixDomainSocketEndPoint(path));
                return socket;
            }
            catch (SocketException) when (watch.Elapsed < TimeSpan.FromSeconds(10))
            {
                socket.Dispose();
                Thread.Sleep(10);
            }
        }
    }

    private byte[][] Records(byte kind)
    {
        lock (_records)
        {
            return [.. _records.Chunk(RecordBytes).Where(record => record.Length == RecordBytes && record[0] == kind)];
        }
    }

    private void Read()
    {
        var buffer = new byte[4096];
        try
        {
            for (int read; (read = _pins.Receive(buffer)) > 0;)
            {
                lock (_records)
                {
                    _records.AddRange(buffer.AsSpan(0, read));
                }
            }
        }
        catch (SocketException)
        {
            // The board is gone.
        }
    }
}
