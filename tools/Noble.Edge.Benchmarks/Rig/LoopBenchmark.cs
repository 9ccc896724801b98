using System.Globalization;
using Noble.Edge.Rig;

namespace Noble.Edge.Benchmarks;

/// <summary>The self-test's rows, on a quiet machine and under load, between two runs of cyclictest.</summary>
internal static class LoopBenchmark
{
    /// <summary>Measures and prints.</summary>
    /// <param name="duration">For each row.</param>
    public static void Run(TimeSpan duration)
    {
        foreach (var load in (int[])[0, Environment.ProcessorCount - 1])
        {
            Console.WriteLine();
            Console.WriteLine($"loops through the ports, {load} thread(s) of load, microseconds");
            Console.WriteLine($"  {"",-22} {"p50",8} {"p99",8} {"p99.9",8} {"longest",8} {"count",8} {"over",5} {"lost",5} {"p99 ratio",10}");
            var before = load == 0 ? Cyclic(duration) : null;
            var report = SelfTest.Run(SelfTestOptions.Default with { Duration = duration, LoadThreads = load }, MonotonicClock.Instance);
            var after = load == 0 ? Cyclic(duration) : null;
            foreach (var row in report.Rows)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {row.Port,-22} {row.P50Nanoseconds * 1e-3,8:F1} {row.P99Nanoseconds * 1e-3,8:F1} {row.P999Nanoseconds * 1e-3,8:F1} {row.MaximumNanoseconds * 1e-3,8:F1} {row.Count,8} {row.Overruns,5} {row.Lost,5} {(double)row.P99Nanoseconds / report.Rows[0].P99Nanoseconds,10:F2}"));
            }

            if (before is { } first && after is { } second)
            {
                var pacing = report.Rows.Single(row => row.Port == SelfTestReport.Pacing).P99Nanoseconds * 1e-3;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  pacing over cyclictest by the 99th percentile: {pacing / first.P99:F2} (before), {pacing / second.P99:F2} (after)"));
            }

            Console.WriteLine($"  ratio: over the baseline, a thread of the pacer's rank that is woken at 1 kHz; pacer's thread: {report.Facts.Scheduling}, {report.Facts.Processor}, memory {report.Facts.Memory}");
        }
    }

    /// <summary>Measures and prints cyclictest's own row; null where it is not there.</summary>
    internal static (int P50, int P99, int P999, int Maximum)? Cyclic(TimeSpan duration)
    {
        var measured = CyclicTest.Measure((int)duration.TotalMilliseconds);
        Console.WriteLine(measured is { } of
            ? $"  {"cyclictest -m -p80",-22} {of.P50,8} {of.P99,8} {of.P999,8} {of.Maximum,8} {(int)duration.TotalMilliseconds,8}"
            : "  cyclictest is not installed or not allowed: apt-get install rt-tests, and run as root");
        return measured;
    }
}
