namespace Noble.Edge.GpioCheck;

/// <summary>A chip of the kernel's gpio-sim, seen from the side that a real chip's pins would be on.</summary>
internal sealed class SimulatedBank
{
    private const string Configuration = "/sys/kernel/config/gpio-sim/rig";

    private readonly string _pins; // folder with a sim_gpioN for each line

    private SimulatedBank(string bank, string label)
    {
        Label = label;
        var device = Read($"{Configuration}/dev_name");
        Chip = Read($"{Configuration}/{bank}/chip_name");
        _pins = $"/sys/devices/platform/{device}/{Chip}";
        Base = Directory.EnumerateDirectories("/sys/class/gpio", "gpiochip*")
            .Where(chip => Read($"{chip}/label") == label)
            .Select(chip => int.Parse(Read($"{chip}/base"), System.Globalization.CultureInfo.InvariantCulture))
            .First();
    }

    internal string Chip { get; }

    internal string Label { get; }

    /// <summary>Number of its first line in the kernel's traces.</summary>
    internal int Base { get; }

    /// <summary>Makes chips with so many lines each.</summary>
    internal static SimulatedBank[] Create(params (string Label, int Lines)[] banks)
    {
        for (var bank = 0; bank < banks.Length; bank++)
        {
            var folder = $"{Configuration}/bank{bank}";
            Directory.CreateDirectory(folder);
            File.WriteAllText($"{folder}/num_lines", $"{banks[bank].Lines}");
            File.WriteAllText($"{folder}/label", banks[bank].Label);
        }

        File.WriteAllText($"{Configuration}/live", "1");
        return [.. banks.Select((bank, index) => new SimulatedBank($"bank{index}", bank.Label))];
    }

    /// <summary>Whether a line is high, as a voltmeter would show it.</summary>
    internal bool IsHigh(int line) => Read($"{_pins}/sim_gpio{line}/value") == "1";

    /// <summary>Drives a line from outside.</summary>
    internal void Drive(int line, bool high) => File.WriteAllText($"{_pins}/sim_gpio{line}/pull", high ? "pull-up" : "pull-down");

    private static string Read(string path) => File.ReadAllText(path).Trim();
}
