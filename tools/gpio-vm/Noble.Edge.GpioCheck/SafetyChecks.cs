using System.Diagnostics;
using System.Runtime.InteropServices;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.GpioCheck;

/// <summary>Inhibit, emergency stop, a killed process, and mistakes.</summary>
internal static partial class SafetyChecks
{
    internal static void Inhibit(SimulatedBank bank)
    {
        using var chip = GpioChip.Open(new GpioChipOptions { Chip = bank.Chip }, MonotonicClock.Instance);
        bank.Drive(13, false);
        using var input = new GpioInput(
            chip, new GpioInputOptions { Lines = [new GpioInputLine { Line = 13, Role = GpioInputRole.Inhibit, FailSafe = true }] });
        using var port = new GpioPort(chip, new GpioPortOptions { LineOfNeuron = [4] }, input.Inhibit);
        Verdict.Equal("inhibit: a fail-safe line that nothing holds is active from the start", (true, true), (bank.IsHigh(13), input.Inhibit.IsActive));
        Verdict.Check("inhibit: no pulse, counted apart and not dropped", port.Emit(new SpikeEvent(0, 0), 0) && !bank.IsHigh(4) && (port.Inhibited, port.Pulses) == (1, 0));
        bank.Drive(13, false); // the interlock closes
        Verdict.Until(() => input.TryRead(0, out _));
        Verdict.Check("inhibit: once the interlock is closed pulses leave", !input.Inhibit.IsActive && port.Emit(new SpikeEvent(0, 0), 0) && bank.IsHigh(4));
        port.RunDue(port.NextDueNanoseconds);
        bank.Drive(13, true);
        Verdict.Until(() => input.TryRead(0, out _));
        Verdict.Check("inhibit: once it opens they do not", port.Emit(new SpikeEvent(0, 0), 0) && !bank.IsHigh(4) && port.Inhibited == 2);
    }

    internal static void EmergencyStop(SimulatedBank bank)
    {
        using var chip = GpioChip.Open(new GpioChipOptions { Chip = bank.Chip }, MonotonicClock.Instance);
        List<long> reached = [];
        for (var round = 0; round < 20; round++)
        {
            bank.Drive(14, false);
            using var input = new GpioInput(chip, new GpioInputOptions { Lines = [new GpioInputLine { Line = 14, Role = GpioInputRole.EmergencyStop }] });
            using var port = new GpioPort(
                chip, new GpioPortOptions { LineOfNeuron = [4, 5], ActiveLow = [5], PulseWidth = TimeSpan.FromSeconds(1) });
            using var stage = new Stage(port, input);
            stage.Pacer.TryPush(new SpikeEvent(0, 0));
            stage.Pacer.TryPush(new SpikeEvent(0, 1));
            stage.Start();
            var isActive = Verdict.Until(() => bank.IsHigh(4) && !bank.IsHigh(5));
            LineTrace.Start();
            var pressed = MonotonicClock.Instance.NowNanoseconds;
            bank.Drive(14, true);
            var ended = stage.Pacer.Join(TimeSpan.FromSeconds(10));
            var edges = LineTrace.Stop(bank);
            var isGood = isActive && ended && stage.Loop.SafeState == SafeStateCause.Input && !bank.IsHigh(4) && bank.IsHigh(5);
            if (round == 0 || !isGood)
            {
                Verdict.Check("emergency stop: active lines go to rest, the cause is the input", isGood, $"{stage.Loop.SafeState}, lines {bank.IsHigh(4)} {bank.IsHigh(5)}");
            }

            if (edges.Count > 0)
            {
                reached.Add(edges.Max(edge => edge.TimeNanoseconds) - pressed);
            }
        }

        Distribution.Print("from the emergency stop's edge to every line at rest, as the kernel saw it", reached);
        bank.Drive(14, true);
        using var held = new GpioInput(chip, new GpioInputOptions { Lines = [new GpioInputLine { Line = 14, Role = GpioInputRole.EmergencyStop }] });
        using var never = new GpioPort(chip, new GpioPortOptions { LineOfNeuron = [4] });
        using var begun = new Stage(never, held);
        begun.Pacer.TryPush(new SpikeEvent(0, 0));
        begun.Start();
        Verdict.Check(
            "emergency stop: held down at the start, nothing ever leaves",
            begun.Pacer.Join(TimeSpan.FromSeconds(10)) && begun.Loop.SafeState == SafeStateCause.Input && never.Pulses == 0);
    }

    /// <summary>The child of <see cref="Killed"/>: holds two lines active until it is killed.</summary>
    internal static int Hold(string chipName, GpioDriverKind driver)
    {
        using var chip = GpioChip.Open(new GpioChipOptions { Chip = chipName, Driver = driver }, MonotonicClock.Instance);
        using var port = new GpioPort(chip, new GpioPortOptions { LineOfNeuron = [6, 7], ActiveLow = [7] });
        port.Emit(new SpikeEvent(0, 0), 0);
        port.Emit(new SpikeEvent(0, 1), 0);
        Console.WriteLine("holding");
        Thread.Sleep(TimeSpan.FromSeconds(60));
        return 1;
    }

    internal static void Killed(SimulatedBank bank, GpioDriverKind driver)
    {
        bank.Drive(6, false);
        bank.Drive(7, true);
        using var child = Start("hold", bank.Chip, driver.ToString());
        var said = child.StandardOutput.ReadLine();
        var before = (bank.IsHigh(6), bank.IsHigh(7));
        child.Kill(); // SIGKILL
        child.WaitForExit();
        Verdict.Equal($"killed ({driver}): both lines were active", ("holding", (true, false)), (said ?? "nothing", before));
        Console.WriteLine($"     after SIGKILL, resistors to rest: the active-high line is {Level(bank.IsHigh(6))}, the active-low line is {Level(bank.IsHigh(7))}");
        Verdict.Equal($"killed ({driver}): with resistors to the rest level both lines are at rest", (false, true), (bank.IsHigh(6), bank.IsHigh(7)));
        using var chip = GpioChip.Open(new GpioChipOptions { Chip = bank.Chip }, MonotonicClock.Instance);
        using var port = new GpioPort(chip, new GpioPortOptions { LineOfNeuron = [6, 7] });
        Verdict.Equal($"killed ({driver}): the kernel gave both lines back", 2, port.LineCount);
    }

    internal static void Mistakes(SimulatedBank bank, int lines)
    {
        Verdict.Refused("mistake: a chip that is not there", () => Open("gpiochip77"), "/dev/gpiochip77", "no such chip", "/dev/gpiochip0");
        Verdict.Refused("mistake: a label that no chip has", () => Open("pinctrl"), "'pinctrl'", "no chip has this label", bank.Label);
        Verdict.Refused("mistake: a file that is no chip", () => Open("/dev/null"), "/dev/null", "not a GPIO character device");
        using var chip = GpioChip.Open(new GpioChipOptions { Chip = bank.Label }, MonotonicClock.Instance);
        Verdict.Equal("a chip by its label", (bank.Chip, lines), (chip.Name, chip.LineCount));
        using var port = new GpioPort(chip, new GpioPortOptions { LineOfNeuron = [1] });
        foreach (var driver in OutputChecks.Drivers)
        {
            using var other = GpioChip.Open(new GpioChipOptions { Chip = bank.Chip, Driver = driver }, MonotonicClock.Instance);
            Verdict.Refused($"mistake: a line that is taken ({driver})", () => new GpioPort(other, new GpioPortOptions { LineOfNeuron = [1] }).Dispose(), "line 1", bank.Chip, "in use by 'noble-edge'");
        }

        Verdict.Refused("mistake: a line that the chip lacks", () => new GpioPort(chip, new GpioPortOptions { LineOfNeuron = [lines] }).Dispose(), $"line {lines}", $"{lines} lines");
        using var child = Start("as-user", bank.Chip);
        var said = child.StandardOutput.ReadToEnd().Trim();
        child.WaitForExit();
        Verdict.Check("mistake: a user who may not open the chip is told how to", said.Contains("not permitted", StringComparison.Ordinal) && said.Contains("usermod", StringComparison.Ordinal) && !said.Contains('\n'), said);
        Console.WriteLine($"     {said}");
    }

    /// <summary>The child of <see cref="Mistakes"/>: an ordinary user.</summary>
    internal static int AsUser(string chip)
    {
        if (SetUser(65_534) != 0)
        {
            return 2;
        }

        try
        {
            Open(chip);
            return 1;
        }
        catch (GpioException error)
        {
            Console.WriteLine(error.Message);
            return 0;
        }
    }

    private static string Level(bool isHigh) => isHigh ? "high" : "low";

    private static void Open(string chip) => GpioChip.Open(new GpioChipOptions { Chip = chip }, MonotonicClock.Instance).Dispose();

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;

    [LibraryImport("libc", EntryPoint = "setuid")]
    private static partial int SetUser(uint user);
}
