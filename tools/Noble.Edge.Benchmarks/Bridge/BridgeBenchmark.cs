using System.Globalization;
using Noble.Edge.FirmwareBridge;
using Noble.Edge.Rig;

namespace Noble.Edge.Benchmarks;

/// <summary>
/// How well the clock of a microcontroller is aligned over its link. The board runs in QEMU on QEMU's own clock; QEMU's trace has the moment at which
/// each write to its outputs was carried out, by this machine's clock: the truth that neither side of the protocol knows.
/// </summary>
internal static class BridgeBenchmark
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookAhead = TimeSpan.FromMilliseconds(150);

    /// <summary>Measures, for each skew of the board's clock.</summary>
    /// <param name="each">Time for each; at least 20 s, for that is what the alignment remembers.</param>
    internal static void Run(TimeSpan each)
    {
        each = each < TimeSpan.FromSeconds(20) ? TimeSpan.FromSeconds(20) : each;
        Console.WriteLine();
        Console.WriteLine($"clock alignment of a simulated microcontroller, {each.TotalSeconds:0} s each: where requested ticks lie, against QEMU's own record of its outputs");
        Console.WriteLine("  skew ppm   drift found   error p50 µs      p99      max   round trip best µs   median         emitted   timer late p50 µs     p99");
        foreach (var skew in (double[])[0, 200, -200])
        {
            if (!Measure(skew, each))
            {
                return;
            }
        }
    }

    private static bool Measure(double skew, TimeSpan each)
    {
        using var board = QemuBoard.Start(Repository.Find());
        if (board is null)
        {
            return false;
        }

        board.Skew(skew);
        var difference = RealtimeLessMonotonic();
        using var connection = new BridgeConnection(
            new BridgeConnectionOptions
            {
                Address = $"unix:{board.Link}",
                LookAhead = LookAhead,
                HeartbeatTimeout = TimeSpan.FromSeconds(5),
                Outputs = BridgeOutputs.Default with { PulseWidth = TimeSpan.FromMilliseconds(2), LateLimit = TimeSpan.FromSeconds(1), LateAfter = TimeSpan.FromSeconds(1) },
            },
            notice: null);
        connection.Start();
        if (!connection.WaitUntilArmed(TimeSpan.FromSeconds(20)))
        {
            Console.WriteLine($"bridge: {connection.Report().Reason}");
            return false;
        }

        var clock = MonotonicClock.Instance;
        var asked = new List<long>();
        var first = clock.NowNanoseconds + (2 * LookAhead.Ticks * 100);
        for (var i = 0; i * Interval.Ticks < each.Ticks; i++)
        {
            var due = first + (i * Interval.Ticks * 100);
            clock.SleepUntil(due - (LookAhead.Ticks * 100));
            if (connection.TrySchedule(due, (ushort)(i % 8)))
            {
                asked.Add(due);
            }
        }

        clock.SleepUntil(clock.NowNanoseconds + 1_000_000_000);
        var report = connection.Report();
        difference = (difference + RealtimeLessMonotonic()) / 2;
        connection.Dispose();
        board.Stop();
        Print(skew, asked, board.Emissions(), board.Writes(), board.WriteMoments(), difference, report);
        return true;
    }

    private static void Print(
        double skew, List<long> asked, (long Requested, long Actual)[] emissions, long[] writes, double[] moments, double difference, BridgeReport report)
    {
        if (emissions.Length == 0 || writes.Length == 0)
        {
            Console.WriteLine($"bridge: none of {asked.Count} spikes were emitted, {report.Spikes.LateOnHost} late on the host, {report.Spikes.RefusedLate} on arrival: no comparison");
            return;
        }

        // The newest of both belong together; whatever the board wrote at its start has no record.
        var rate = 1 + (skew * 1e-6);
        var pairs = Math.Min(writes.Length, moments.Length);
        double[] offsets = [.. Enumerable.Range(1, pairs).Select(i => (moments[^i] * 1e3) - difference - (writes[^i] * 1e3 / rate)).Order()];
        var truth = offsets[pairs / 2];

        // Spikes are far enough apart for the nearest one to be the one.
        double[] errors = [.. emissions.Select(emission => (emission.Requested * 1e3 / rate) + truth).Select(moment => (moment - Nearest(asked, moment)) / 1e3)];
        double[] sizes = [.. errors.Select(Math.Abs).Order()];
        double[] late = [.. emissions.Select(emission => (double)(emission.Actual - emission.Requested)).Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {skew,8:0}   {report.Clock.DriftPartsPerMillion,11:0.00}   {At(sizes, 0.5),12:0.0} {At(sizes, 0.99),8:0.0} {sizes[^1],8:0.0}   {report.Clock.ShortestRoundTripNanoseconds / 1e3,18:0}   {report.Clock.MedianRoundTripNanoseconds / 1e3,6:0}   {emissions.Length,5} of {asked.Count}   {At(late, 0.5),17:0} {At(late, 0.99),7:0}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"             mean {errors.Average():+0.0;-0.0} µs; the truth itself scatters by {(At(offsets, 0.75) - At(offsets, 0.25)) / 1e3:0.0} µs (half of {pairs} writes)"));
    }

    private static long Nearest(List<long> sorted, double moment)
    {
        var place = sorted.BinarySearch((long)moment);
        var next = Math.Clamp(place < 0 ? ~place : place, 1, sorted.Count - 1);
        return moment - sorted[next - 1] < sorted[next] - moment ? sorted[next - 1] : sorted[next];
    }

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];

    // CLOCK_REALTIME less CLOCK_MONOTONIC [ns], from the closest of some pairs of readings.
    private static double RealtimeLessMonotonic()
    {
        var (best, width) = (0.0, double.PositiveInfinity);
        for (var i = 0; i < 1_000; i++)
        {
            var before = MonotonicClock.Instance.NowNanoseconds;
            var realtime = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100.0;
            var after = MonotonicClock.Instance.NowNanoseconds;
            if (after - before < width)
            {
                (best, width) = (realtime - ((before + after) / 2.0), after - before);
            }
        }

        return best;
    }
}
