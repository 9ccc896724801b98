using System.Globalization;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.GpioCheck;

/// <summary>Pulses as the other side sees them, and what a pulse costs through each driver.</summary>
internal static class OutputChecks
{
    private const int Pulses = 2_000;

    internal static GpioDriverKind[] Drivers { get; } = [GpioDriverKind.CharacterDevice, GpioDriverKind.LibGpiodV2, GpioDriverKind.LibGpiodV1];

    internal static void Levels(SimulatedBank bank, GpioDriverKind driver)
    {
        using var chip = Open(bank, driver);
        Console.WriteLine($"     {chip.Description}");
        var options = new GpioPortOptions { LineOfNeuron = [2, 5, 2], ActiveLow = [5] };
        using var port = new GpioPort(chip, options);
        Verdict.Equal($"{driver}: lines begin at rest", (false, true), (bank.IsHigh(2), bank.IsHigh(5)));
        var wrong = 0;
        for (var i = 0; i < 200; i++)
        {
            var (neuron, line, rest) = i % 2 == 0 ? (0, 2, false) : (1, 5, true);
            wrong += port.Emit(new SpikeEvent(i, neuron), i) && bank.IsHigh(line) == !rest ? 0 : 1;
            port.RunDue(port.NextDueNanoseconds);
            wrong += bank.IsHigh(line) == rest ? 0 : 1;
        }

        Verdict.Equal($"{driver}: 200 pulses, each seen active and at rest again", 0, wrong);
        port.Emit(new SpikeEvent(0, 0), 0);
        port.Emit(new SpikeEvent(0, 1), 0);
        var before = (bank.IsHigh(2), bank.IsHigh(5));
        port.EnterSafeState();
        Verdict.Equal($"{driver}: the safe state puts active lines to rest", ((true, false), (false, true)), (before, (bank.IsHigh(2), bank.IsHigh(5))));
        Verdict.Check($"{driver}: nothing leaves after the safe state", !port.Emit(new SpikeEvent(0, 0), 0) && !bank.IsHigh(2));
        Verdict.Equal($"{driver}: calls refused", 0L, port.Failed);
    }

    internal static void ManyLines(SimulatedBank bank)
    {
        using var chip = Open(bank, GpioDriverKind.CharacterDevice);
        using var port = new GpioPort(chip, new GpioPortOptions { LineOfNeuron = GpioPortOptions.FirstNeurons(100, 100) });
        for (var neuron = 0; neuron < 100; neuron++)
        {
            port.Emit(new SpikeEvent(0, neuron), 0);
        }

        var high = Enumerable.Range(0, 100).Count(bank.IsHigh);
        LineTrace.Start();
        port.RunDue(long.MaxValue - 1);
        var edges = LineTrace.Stop(bank);
        Verdict.Equal("100 lines, more than a request holds: all active, then all at rest", (100, 0), (high, Enumerable.Range(0, 100).Count(bank.IsHigh)));
        Console.WriteLine($"     the 100 lines went to rest within {(edges.Max(edge => edge.TimeNanoseconds) - edges.Min(edge => edge.TimeNanoseconds)) / 1000} µs, in 2 calls");
    }

    internal static void Cost(SimulatedBank bank)
    {
        var rates = new double[Drivers.Length];
        for (var round = 0; round < 3; round++)
        {
            for (var d = 0; d < Drivers.Length; d++)
            {
                using var chip = Open(bank, Drivers[d]);
                using var port = new GpioPort(chip, new GpioPortOptions { LineOfNeuron = [1] });
                Run(port, 100);
                var bytes = GC.GetAllocatedBytesForCurrentThread();
                var begin = MonotonicClock.Instance.NowNanoseconds;
                Run(port, Pulses);
                var seconds = (MonotonicClock.Instance.NowNanoseconds - begin) * 1e-9;
                bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
                rates[d] = Math.Max(rates[d], Pulses / seconds);
                if (round == 2)
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"     {Drivers[d],-16} {rates[d],8:F0} pulses/s, {(double)bytes / Pulses:F1} bytes allocated a pulse"));
                    if (Drivers[d] == GpioDriverKind.CharacterDevice)
                    {
                        Verdict.Equal("the kernel's character device: bytes allocated by 2,000 pulses", 0L, bytes);
                    }
                }
            }
        }
    }

    internal static void Widths(SimulatedBank bank)
    {
        const int Spikes = 250;
        const long Interval = 8_000_000; // [ns]
        using var chip = Open(bank, GpioDriverKind.Auto);
        using var port = new GpioPort(chip, new GpioPortOptions { LineOfNeuron = [3], PulseWidth = TimeSpan.FromMilliseconds(1) });
        using var stage = new Stage(port, null);
        for (var i = 0; i < Spikes; i++)
        {
            stage.Pacer.TryPush(new SpikeEvent((i + 10) * Interval, 0));
        }

        LineTrace.Start();
        stage.Pacer.Complete((Spikes + 20) * Interval);
        stage.Pacer.Start();
        var ended = stage.Pacer.Join(TimeSpan.FromSeconds(30));
        var edges = LineTrace.Stop(bank).Where(edge => edge.Line == 3).ToArray();
        List<long> widths = [];
        for (var i = 1; i < edges.Length; i++)
        {
            if (edges[i - 1].IsHigh && !edges[i].IsHigh)
            {
                widths.Add(edges[i].TimeNanoseconds - edges[i - 1].TimeNanoseconds);
            }
        }

        var report = stage.Pacer.Report();
        Verdict.Check("250 spikes through the pacer: the kernel saw 250 pulses begin and end", ended && widths.Count == Spikes && port.Pulses == Spikes, $"{widths.Count} of {port.Pulses}");
        var tooShort = widths.Count(width => width < 999_000); // the trace has microseconds
        Verdict.Check("no pulse is shorter than its width unless the next spike ended it", tooShort <= port.Retriggered, $"{tooShort} short, {port.Retriggered} ended");
        Distribution.Print("pulse width, 1 ms asked for", widths);
        Console.WriteLine($"     lateness p50 {report.LatenessP50Nanoseconds / 1000} µs, p99 {report.LatenessP99Nanoseconds / 1000} µs");
    }

    private static GpioChip Open(SimulatedBank bank, GpioDriverKind driver) =>
        GpioChip.Open(new GpioChipOptions { Chip = bank.Chip, Driver = driver }, MonotonicClock.Instance);

    private static void Run(GpioPort port, int pulses)
    {
        for (var i = 0; i < pulses; i++)
        {
            port.Emit(new SpikeEvent(i, 0), i);
            port.RunDue(port.NextDueNanoseconds);
        }
    }
}
