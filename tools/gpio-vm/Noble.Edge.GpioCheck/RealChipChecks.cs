using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.GpioCheck;

/// <summary>A chip that is no simulation of the kernel's: outputs as its driver reads them back, edges from a line that the outside moves.</summary>
internal static class RealChipChecks
{
    private const int Output = 5;
    private const int RestsHigh = 6;

    internal static void Run(string name, int line)
    {
        Verdict.Group("chip", () =>
        {
            foreach (var chip in GpioMachine.Survey().Chips)
            {
                Console.WriteLine($"     {chip.Path} [{chip.Label}], {chip.LineCount} lines{chip.Problem}");
            }
        });
        foreach (var driver in OutputChecks.Drivers)
        {
            Verdict.Group($"outputs ({driver})", () => Pulses(name, driver));
        }

        Verdict.Group("an edge from outside", () => Edge(name, line));
    }

    private static void Pulses(string name, GpioDriverKind driver)
    {
        using var chip = GpioChip.Open(new GpioChipOptions { Chip = name, Driver = driver }, MonotonicClock.Instance);
        Console.WriteLine($"     {chip.Description}");
        using var port = new GpioPort(chip, new GpioPortOptions { LineOfNeuron = [Output, RestsHigh], ActiveLow = [RestsHigh] });
        var wrong = 0;
        var levels = Levels();
        var rest = levels;
        for (var i = 0; i < 100; i++)
        {
            port.Emit(new SpikeEvent(i, i % 2), i);
            wrong += Levels() == rest ? 1 : 0;
            port.RunDue(port.NextDueNanoseconds);
            wrong += Levels() == rest ? 0 : 1;
        }

        Verdict.Equal($"{driver}: lines at rest as the kernel reads them from the chip", (false, true), rest);
        Verdict.Equal($"{driver}: 100 pulses, each active and at rest again", 0, wrong);
        Verdict.Equal($"{driver}: calls refused", 0L, port.Failed);
    }

    private static void Edge(string name, int line)
    {
        using var chip = GpioChip.Open(new GpioChipOptions { Chip = name }, MonotonicClock.Instance);
        using var input = new GpioInput(chip, new GpioInputOptions { Lines = [new GpioInputLine { Line = line }] });
        using var port = new GpioPort(chip, new GpioPortOptions { LineOfNeuron = [Output] });
        using var stage = new Stage(port, input, new TriggeredResponse(new TriggeredResponseOptions { Response = 0 }));
        stage.Start();
        Console.WriteLine("waiting for an edge"); // the host of the machine raises it on this word
        Verdict.Until(() => port.Pulses > 0);
        var stopped = stage.Stop();
        Verdict.Check($"an edge on line {line} is answered with a pulse on line {Output}", stopped && (input.Edges, port.Pulses) == (1, 1), $"{input.Edges} edges, {port.Pulses} pulses");
        var reaction = stage.Loop.Report().ReactionNanoseconds;
        Console.WriteLine($"     from the kernel's time of the edge to the end of the answer: {reaction.Maximum / 1000} µs");
    }

    // The kernel's own view, which asks the chip for the level of each line; it counts the lines of all chips through.
    private static (bool Output, bool RestsHigh) Levels()
    {
        var text = File.ReadAllLines("/sys/kernel/debug/gpio");
        var header = text.First(entry => entry.StartsWith("gpiochip0: GPIOs ", StringComparison.Ordinal));
        var first = int.Parse(header.AsSpan(17, header.IndexOf('-') - 17), System.Globalization.CultureInfo.InvariantCulture);
        bool IsHigh(int line) => text.Any(entry => entry.Contains($"gpio-{first + line} ", StringComparison.Ordinal) && entry.Contains(" hi", StringComparison.Ordinal));
        return (IsHigh(Output), IsHigh(RestsHigh));
    }
}
