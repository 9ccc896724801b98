using System.Diagnostics;
using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

/// <summary>Real processes that are killed, and a real disk that is full.</summary>
public sealed class RigLogCrashTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 4_096)]
    [InlineData(5, 1_048_576)]
    public void Kill_InMidWrite_LosesAtMostTheLastBlock(int flushMilliseconds, int blockBytes)
    {
        for (var attempt = 0; attempt < 4; attempt++)
        {
            var path = _folder.File($"killed-{attempt}.nobl");
            var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Noble.Edge.EndlessLog.dll"), path, $"{flushMilliseconds}", $"{blockBytes}"]) { RedirectStandardOutput = true };
            using var process = Process.Start(start)!;

            // The signal falls wherever the writer happens to be.
            for (var lines = 0; lines < 20 + (7 * attempt); lines++)
            {
                Assert.NotNull(process.StandardOutput.ReadLine());
            }

            process.Kill();
            process.WaitForExit();

            using var reader = RigLogReader.Open(path);
            var records = LogSamples.ReadAll(reader);
            Assert.InRange(reader.TornBytes, 0, blockBytes + RigLogFormat.BlockHeaderBytes + RigLogFormat.CheckBytes - 1);
            Assert.Equal((0L, RigLogEnding.CutOff, "endless"), (reader.DamageCount, reader.Ending, reader.Configuration!.Program));

            // Nothing is missing in what is there but what the file itself says was lost.
            Assert.True(records.Count > 10_000);
            var expected = 0L;
            foreach (var record in records)
            {
                expected += record.Kind == RigRecordKind.Lost ? (long)record.Value : 1;
                Assert.True(record.Kind == RigRecordKind.Lost || record.TimeNanoseconds == expected - 1);
            }
        }
    }

    [MountFact]
    public void Disk_ThatIsFull_LeavesAReadableFileAndGoesOnWhenThereIsRoom()
    {
        var mount = _folder.File("disk");
        Directory.CreateDirectory(mount);
        Assert.Equal(0, Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", mount));
        try
        {
            var (path, filler) = (Path.Combine(mount, "full.nobl"), Path.Combine(mount, "filler"));
            File.WriteAllBytes(filler, new byte[200_000]);
            var notices = new List<string>();
            using var log = new RigLog(new RigLogOptions { Path = path, FlushInterval = TimeSpan.FromMilliseconds(1), Patience = TimeSpan.FromSeconds(30) }, notices.Add);
            log.Begin(LogSamples.Configuration);
            for (var n = 0; n < 6_000; n++)
            {
                log.Record(LogSamples.Record(n));
            }

            Assert.True(SpinWait.SpinUntil(() => log.Report().Errors > 0, TimeSpan.FromSeconds(30)));
            using (var full = RigLogReader.Open(path))
            {
                var there = LogSamples.ReadAll(full).Count;
                Assert.InRange(there, 0, 5_999);
                Assert.Equal((0L, RigLogEnding.CutOff), (full.DamageCount, full.Ending));
            }

            File.Delete(filler);
            var report = log.Complete();
            Assert.True(report.IsWhole);
            Assert.Single(notices);
            Assert.Contains("No space left on device", report.FirstError, StringComparison.Ordinal);
            Assert.Equal(Enumerable.Range(0, 6_000).Select(LogSamples.Record), RigLogReader.Records(path));
        }
        finally
        {
            Assert.Equal(0, Run("umount", mount));
        }
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
