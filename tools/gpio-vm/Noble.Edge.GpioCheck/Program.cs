using Noble.Edge.GpioCheck;
using Noble.Edge.Rig;

// The only program of a small machine with GPIO chips: checks the GPIO room against the kernel's character device, the other side of which it
// drives and reads as a rig would.
switch (args)
{
    case ["hold", var chip, var driver]:
        return SafetyChecks.Hold(chip, Enum.Parse<GpioDriverKind>(driver));
    case ["as-user", var chip]:
        return SafetyChecks.AsUser(chip);
    case ["chip", var chip, var line]:
        RealChipChecks.Run(chip, int.Parse(line, System.Globalization.CultureInfo.InvariantCulture));
        break;
    case []:
        Simulated();
        break;
    default:
        Console.Error.WriteLine("usage: gpio-check [chip CHIP LINE]   without arguments on the kernel's simulated chips");
        return 2;
}

Console.WriteLine($"{Verdict.Passed} passed, {Verdict.Failed} failed");
return Verdict.Failed == 0 ? 0 : 1;

static void Simulated()
{
    const int Lines = 16;
    var banks = SimulatedBank.Create(("rig-a", Lines), ("rig-b", 100));
    var bank = banks[0];
    Verdict.Group("chips of this machine", () =>
    {
        var machine = GpioMachine.Survey();
        foreach (var chip in machine.Chips)
        {
            Console.WriteLine($"     {chip.Path} [{chip.Label}], {chip.LineCount} lines{chip.Problem}");
        }

        Verdict.Check("both chips are found, with label and lines", banks.Select(sim => sim.Label).SequenceEqual(machine.Chips.Select(chip => chip.Label)) && machine.Chips[0].LineCount == Lines);
        Verdict.Check("both versions of libgpiod are found", machine.Libraries is ["libgpiod.so.3", "libgpiod.so.2"], string.Join(", ", machine.Libraries));
        using var chosen = GpioChip.Open(new GpioChipOptions { Chip = "0", Driver = GpioDriverKind.LibGpiod }, MonotonicClock.Instance);
        Verdict.Equal("libgpiod: the newer version is taken", GpioDriverKind.LibGpiodV2, chosen.Driver);
        using var fastest = GpioChip.Open(new GpioChipOptions { Chip = "0" }, MonotonicClock.Instance);
        Verdict.Equal("by default the kernel's character device", GpioDriverKind.CharacterDevice, fastest.Driver);
    });
    Verdict.Group("outputs", () =>
    {
        foreach (var driver in OutputChecks.Drivers)
        {
            OutputChecks.Levels(bank, driver);
        }

        OutputChecks.ManyLines(banks[1]);
    });
    Verdict.Group("what a pulse costs", () => OutputChecks.Cost(bank));
    Verdict.Group("pulse width", () => OutputChecks.Widths(bank));
    Verdict.Group("edges", () => InputChecks.Edges(bank));
    Verdict.Group("debounce", () => InputChecks.Debounce(bank));
    Verdict.Group("trigger to output", () => InputChecks.Trigger(bank));
    Verdict.Group("inhibit", () => SafetyChecks.Inhibit(bank));
    Verdict.Group("emergency stop", () => SafetyChecks.EmergencyStop(bank));
    foreach (var driver in OutputChecks.Drivers)
    {
        Verdict.Group($"the process is killed ({driver})", () => SafetyChecks.Killed(bank, driver));
    }

    Verdict.Group("mistakes", () => SafetyChecks.Mistakes(bank, Lines));
}
