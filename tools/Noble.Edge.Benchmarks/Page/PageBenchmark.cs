using System.Diagnostics;
using System.Globalization;
using Noble.Edge.Host;
using Noble.Edge.Rig;

namespace Noble.Edge.Benchmarks;

/// <summary>
/// What a live page costs the pacer: the same population of 1,024 neurons and 102,400 spikes/s without a page, with one that nobody looks at, and with one
/// that a process of its own reads at the page's rate; turn by turn.
/// </summary>
/// <remarks>
/// The spikes are made, not rendered, as no small machine renders so many in real time; from there on everything is a run's own: streamer, pacer, a virtual
/// GPIO bank, broadcast, voltage of one neuron, server, WebSocket.
/// </remarks>
internal static class PageBenchmark
{
    private const int Neurons = 1_024;
    private const int Rounds = 3;

    private enum Variant
    {
        None,
        Unread,
        Read,
    }

    /// <summary>Measures and prints.</summary>
    /// <param name="duration">Of each run.</param>
    public static void Run(TimeSpan duration)
    {
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"live page: {Neurons} neurons, {100 * Neurons} spikes/s made beforehand, virtual GPIO bank; {Rounds} runs of {duration.TotalSeconds} s each, in turn; lateness in microseconds, medians of the runs"));
        Console.WriteLine($"  {"",-22} {"p50",8} {"p99",8} {"p99.9",9} {"longest",9} {"late/run",9} {"frames/s",9} {"spikes/s",9} {"missed",8} {"samples/s",10} {"bytes/frame",12}");
        Play(Variant.Read, TimeSpan.FromSeconds(1)); // everything is compiled
        var results = Enum.GetValues<Variant>().ToDictionary(variant => variant, _ => new List<Result>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var variant in Enum.GetValues<Variant>())
            {
                results[variant].Add(Play(variant, duration));
            }
        }

        foreach (var (variant, runs) in results)
        {
            var name = variant switch { Variant.None => "no page", Variant.Unread => "page, nobody looks", _ => "page, read" };
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"  {name,-22} {Median(runs, run => run.Pacer.LatenessP50Nanoseconds) * 1e-3,8:F1} {Median(runs, run => run.Pacer.LatenessP99Nanoseconds) * 1e-3,8:F1} {Median(runs, run => run.Pacer.LatenessP999Nanoseconds) * 1e-3,9:F1} {Median(runs, run => run.Pacer.LatenessMaximumNanoseconds) * 1e-3,9:F1} {Median(runs, run => run.Pacer.Late),9:F0}");
            Console.WriteLine(variant != Variant.Read ? line : line + string.Create(
                CultureInfo.InvariantCulture,
                $" {Median(runs, run => run.Frames / run.Seconds),9:F1} {Median(runs, run => run.Spikes / run.Seconds),9:F0} {runs.Sum(run => run.Missed),8} {Median(runs, run => run.Samples / run.Seconds),10:F0} {Median(runs, run => run.Allocated / Math.Max(1.0, run.Frames)),12:F0}"));
        }

        var facts = results[Variant.None][0].Pacer.Facts;
        Console.WriteLine($"  pacer's thread: {facts.Scheduling}, {facts.Processor}; played, dropped: {string.Join("; ", results.SelectMany(of => of.Value).Select(run => $"{run.Pacer.Played}, {run.Pacer.Dropped}").Distinct())}; bytes/frame: managed memory of the whole process");
    }

    private static Result Play(Variant variant, TimeSpan duration)
    {
        var clock = MonotonicClock.Instance;
        var population = new SyntheticPopulation(Neurons);
        var tap = new VoltageTap(population, trialsAhead: 2);
        population.Tap = variant == Variant.None ? null : tap;
        using var chip = GpioChip.Open(new GpioChipOptions(), clock);
        using var gpio = new GpioPort(chip, new GpioPortOptions { LineOfNeuron = [.. Enumerable.Range(0, Neurons).Select(neuron => neuron % 64)], PulseWidth = TimeSpan.FromMicroseconds(100) });
        var spikes = new SpikeBroadcast();
        var streamer = new PopulationStreamer(
            (ITrialSpikes)population, new ConstantCurrent(0), variant == Variant.None ? [gpio] : [gpio, spikes], [], new StreamerOptions { Duration = duration }, clock);
        using var server = variant == Variant.None ? null : LiveServer.Start(new SyntheticSource(streamer, spikes, tap), PageAddress.Parse("127.0.0.1:0"), null, clock);
        using var reader = variant == Variant.Read ? StartReader(server!.Url) : null;
        while (variant == Variant.Read && spikes.Readers == 0)
        {
            Thread.Sleep(1);
        }

        streamer.Prepare();
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes();
        streamer.Start();
        while (!streamer.Wait(TimeSpan.FromSeconds(1)))
        {
        }

        var report = streamer.Finish();
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        server?.End("duration", "");
        double[] read = reader is null ? [0, 0, 0, 0, 1] : [.. reader.StandardOutput.ReadToEnd().Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        if (reader is not null && read[1] + read[2] != report.Pacer.Played)
        {
            throw new InvalidOperationException($"read {read[1]} and missed {read[2]} spikes, expected the {report.Pacer.Played} that were played");
        }

        return new Result(report.Pacer, read[0], read[1], read[2], read[3], read[4], allocated);
    }

    private static Process StartReader(string url)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        }

        start.ArgumentList.Add(PageReader.Argument);
        start.ArgumentList.Add($"{url.Replace("http:", "ws:", StringComparison.Ordinal)}stream");
        return Process.Start(start)!;
    }

    private static double Median(List<Result> runs, Func<Result, double> of) => runs.Select(of).Order().ElementAt(runs.Count / 2);

    private sealed record Result(PacerReport Pacer, double Frames, double Spikes, double Missed, double Samples, double Seconds, double Allocated);
}
