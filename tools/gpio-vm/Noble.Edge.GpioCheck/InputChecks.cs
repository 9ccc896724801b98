using Noble.Edge.Rig;

namespace Noble.Edge.GpioCheck;

/// <summary>Edges that come from the other side.</summary>
internal static class InputChecks
{
    internal static void Edges(SimulatedBank bank)
    {
        using var chip = GpioChip.Open(new GpioChipOptions { Chip = bank.Chip }, MonotonicClock.Instance);
        bank.Drive(8, false);
        bank.Drive(9, true);
        bank.Drive(10, false);
        bank.Drive(11, true);
        using var input = new GpioInput(
            chip,
            new GpioInputOptions
            {
                Lines =
                [
                    new GpioInputLine { Line = 8 },
                    new GpioInputLine { Line = 9, Edges = GpioEdges.Falling, Channel = 90 },
                    new GpioInputLine { Line = 10, Edges = GpioEdges.Both, Channel = 100 },
                    new GpioInputLine { Line = 11, ActiveLow = true, Channel = 110 },
                ],
            });
        List<(InputKind Kind, int Channel)> seen = [];
        List<long> latencies = [];
        var outOfOrder = 0;
        (int Line, bool High)[] moves = [(8, true), (9, false), (10, true), (11, false), (8, false), (9, true), (10, false), (11, true)];
        for (var round = 0; round < 50; round++)
        {
            foreach (var (line, high) in moves)
            {
                var before = MonotonicClock.Instance.NowNanoseconds;
                bank.Drive(line, high);
                Thread.Sleep(2); // the simulator loses edges in bursts
                var after = MonotonicClock.Instance.NowNanoseconds;
                while (input.TryRead(after, out var received))
                {
                    outOfOrder += received.TimeNanoseconds >= before && received.TimeNanoseconds <= after ? 0 : 1;
                    latencies.Add(received.TimeNanoseconds - before);
                    seen.Add((received.Kind, received.Channel));
                }
            }
        }

        (InputKind, int)[] expected =
        [
            (InputKind.Rising, 8), (InputKind.Falling, 90), (InputKind.Rising, 100), (InputKind.Rising, 110), (InputKind.Falling, 100),
        ];
        var all = Enumerable.Range(0, 50).SelectMany(_ => expected);
        Verdict.Check("edges: rising, falling, both and active-low lines, 50 times, on their channels and in their order", all.SequenceEqual(seen), $"{seen.Count} of 250 edges");
        Verdict.Equal("edges: the kernel's time lies between before and after, on the monotonic clock", 0, outOfOrder);
        Verdict.Equal("edges: none lost", 0L, input.Lost);
        Distribution.Print("from driving the line to the kernel's time of the edge", latencies);
    }

    internal static void Debounce(SimulatedBank bank)
    {
        using var chip = GpioChip.Open(new GpioChipOptions { Chip = bank.Chip }, MonotonicClock.Instance);
        bank.Drive(12, false);
        using var input = new GpioInput(chip, new GpioInputOptions { Lines = [new GpioInputLine { Line = 12, Edges = GpioEdges.Both, Debounce = TimeSpan.FromMilliseconds(200) }] });
        for (var bounce = 0; bounce < 5; bounce++)
        {
            bank.Drive(12, true);
            bank.Drive(12, false);
        }

        Thread.Sleep(500);
        Verdict.Check("debounce: a contact that bounces and stays open is no edge", !input.TryRead(0, out _));
        bank.Drive(12, true);
        var received = default(InputEvent);
        var came = Verdict.Until(() => input.TryRead(0, out received));
        Verdict.Check("debounce: a level that holds is one edge", came && received.Kind == InputKind.Rising && !input.TryRead(0, out _));
    }

    internal static void Trigger(SimulatedBank bank)
    {
        const int Triggers = 300;
        using var chip = GpioChip.Open(new GpioChipOptions { Chip = bank.Chip }, MonotonicClock.Instance);
        bank.Drive(8, false);
        using var input = new GpioInput(chip, new GpioInputOptions { Lines = [new GpioInputLine { Line = 8 }] });
        using var port = new GpioPort(chip, new GpioPortOptions { LineOfNeuron = [4], PulseWidth = TimeSpan.FromMicroseconds(500) });
        var times = new Times();
        using var stage = new Stage(port, input, times, new TriggeredResponse(new TriggeredResponseOptions { Response = 0 }));
        LineTrace.Start();
        stage.Start();
        Thread.Sleep(20);
        for (var i = 0; i < Triggers; i++)
        {
            bank.Drive(8, true);
            Thread.Sleep(2);
            bank.Drive(8, false);
            Thread.Sleep(2);
        }

        Verdict.Until(() => port.Pulses == Triggers);
        var stopped = stage.Stop();
        var rises = LineTrace.Stop(bank).Where(edge => edge is { Line: 4, IsHigh: true }).Select(edge => edge.TimeNanoseconds).ToArray();
        Verdict.Check("trigger: 300 edges, 300 pulses on another line, seen by the kernel", stopped && rises.Length == Triggers && times.Count == Triggers, $"{times.Count} edges, {rises.Length} pulses");
        var reaction = stage.Loop.Report().ReactionNanoseconds;
        Console.WriteLine($"     from the kernel's time of the edge to the end of the answer: p50 {reaction.P50 / 1000} µs, p99 {reaction.P99 / 1000} µs, longest {reaction.Maximum / 1000} µs");
    }

    private sealed class Times : IController
    {
        public string Name => "times";

        internal int Count { get; private set; }

        public void OnInput(in InputEvent received, LoopActions actions) => Count++;

        public void OnTick(LoopActions actions)
        {
        }
    }
}
