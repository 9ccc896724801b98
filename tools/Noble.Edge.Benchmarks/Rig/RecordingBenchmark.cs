using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Noble.Edge.Rig;

namespace Noble.Edge.Benchmarks;

/// <summary>What the experiment's log costs: a record on the pacer's thread beside an empty push into the same ring, and records a second to disk.</summary>
internal static class RecordingBenchmark
{
    private const int Burst = 100_000;
    private const int Rounds = 41;

    /// <summary>Measures and prints.</summary>
    /// <param name="folder">Where the recording is written; what is written is deleted.</param>
    /// <param name="duration">How long records are written.</param>
    public static void Run(string folder, TimeSpan duration)
    {
        Console.WriteLine();
        var (push, record) = Cost(folder);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"recording: a record on the pacer's thread {record:F1} ns, an empty push into a ring of records {push:F1} ns, ratio {record / push:F2} (medians of {Rounds} rounds in turn)"));
        Throughput(folder, duration);
    }

    // Turn by turn, each into a ring that has room: neither waits for anybody.
    private static (double Push, double Record) Cost(string folder)
    {
        var (pushes, records) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var ring = new SpscRing<RigRecord>(2 * Burst);
            for (var n = 0; n < 2 * Burst; n++)
            {
                ring.TryPush(default); // its memory is there
            }

            ring.Pop(new RigRecord[2 * Burst]);
            pushes.Add(Time(n => ring.TryPush(new RigRecord(n, RigRecordKind.Spike, 0, 0, n, 0))));
            using var file = new TemporaryLog(folder, 2 * Burst);
            for (var warmUp = 1; warmUp <= 3; warmUp++)
            {
                Time(n => file.Log.Record(new RigRecord(n, RigRecordKind.Spike, 0, 0, n, 0)));
                file.WaitUntil(warmUp * Burst);
            }

            records.Add(Time(n => file.Log.Record(new RigRecord(n, RigRecordKind.Spike, 0, 0, n, 0))));
        }

        return (Median(pushes), Median(records));
    }

    private static void Throughput(string folder, TimeSpan duration)
    {
        // As fast as it goes without a loss: the ring says when to wait.
        using var file = new TemporaryLog(folder, 1 << 20);
        var watch = Stopwatch.StartNew();
        var asked = 0L;
        while (watch.Elapsed < duration)
        {
            if (asked - file.Log.Report().Records > 900_000)
            {
                Thread.Yield();
                continue;
            }

            for (var n = 0; n < 10_000; n++)
            {
                file.Log.Record(new RigRecord(asked++, RigRecordKind.Spike, 0, 0, n, 0));
            }
        }

        var report = file.Log.Complete();
        var seconds = watch.Elapsed.TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"recording: {report.Records / seconds / 1e6:F2} million records/s, {report.Bytes / seconds / 1e6:F0} MB/s to disk, forced to it every second and at the end; {report.Records} recorded of {asked}, {report.Lost} lost, {report.Errors} errors"));
    }

    private static double Time(Action<int> action)
    {
        var before = Stopwatch.GetTimestamp();
        for (var n = 0; n < Burst; n++)
        {
            action(n);
        }

        return Stopwatch.GetElapsedTime(before).TotalNanoseconds / Burst;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private sealed class TemporaryLog : IDisposable
    {
        private readonly string _path;

        internal TemporaryLog(string folder, int capacity)
        {
            _path = Path.Combine(folder, $"benchmark-{Guid.NewGuid():N}.nobl");
            Log = new RigLog(new RigLogOptions { Path = _path, RingCapacity = capacity, RollBytes = 1L << 40 });
            Log.Begin(new RigLogConfiguration
            {
                StartUtc = DateTimeOffset.UtcNow,
                Program = "benchmark",
                Model = "",
                ModelHash = "",
                Engine = "",
                Seeds = new Dictionary<string, ulong>(),
                Configuration = JsonDocument.Parse("{}").RootElement,
                InputPorts = [],
                StimulusPorts = [],
                Controllers = [],
                Responses = [],
            });
        }

        internal RigLog Log { get; }

        internal void WaitUntil(long records) => SpinWait.SpinUntil(() => Log.Report().Records >= records, TimeSpan.FromSeconds(10));

        public void Dispose()
        {
            Log.Dispose();
            File.Delete(_path);
        }
    }
}
