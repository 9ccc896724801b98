using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;

namespace Noble.Edge.Benchmarks;

/// <summary>The firmware's board mps2-an386 in QEMU, on QEMU's own clock, and what is seen of it from outside: its pins' records, and each write to its outputs with the moment at which QEMU carried it out.</summary>
internal sealed class QemuBoard : IDisposable
{
    private const byte Levels = 3;
    private const byte Emission = 1;
    private const int RecordBytes = 16;

    private readonly Process _process;
    private readonly string _folder;

    private QemuBoard(string repository, string folder)
    {
        _folder = folder;
        var start = new ProcessStartInfo(Path.Combine(repository, "tools/bridge-rig/run.sh"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["free", Link, "--records", RecordFile, "--trace", Trace])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        for (string? line; (line = _process.StandardOutput.ReadLine()) != "ready";)
        {
            if (line is null)
            {
                throw new InvalidOperationException("the board did not start: tools/bridge-rig/run.sh says why");
            }
        }
    }

    /// <summary>Where its link is.</summary>
    internal string Link => Path.Combine(_folder, "link");

    private string RecordFile => Path.Combine(_folder, "records");

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

        if (!File.Exists(Path.Combine(repository, "artifacts/bridge-rig/pacemaker")))
        {
            Console.WriteLine("bridge: skipped, no artifacts/bridge-rig/pacemaker (make -C firmware-bridge/firmware rig)");
            return null;
        }

        return new QemuBoard(repository, Directory.CreateTempSubdirectory("noble-bridge-").FullName);
    }

    /// <summary>Lets the board's clock run faster by this much [ppm].</summary>
    internal void Skew(double partsPerMillion)
    {
        _process.StandardInput.WriteLine(FormattableString.Invariant($"skew {partsPerMillion * 1_000:0}"));
        _process.StandardInput.Flush();
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

    /// <summary>Ends it in order, so that everything is written down.</summary>
    internal void Stop()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", [_process.Id.ToString(CultureInfo.InvariantCulture)]);
            _process.WaitForExit();
        }
    }

    public void Dispose()
    {
        Stop();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static long Tick(byte[] record) => BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(8));

    private IEnumerable<byte[]> Records(byte kind) =>
        File.ReadAllBytes(RecordFile).Chunk(RecordBytes).Where(record => record.Length == RecordBytes && record[0] == kind);
}
