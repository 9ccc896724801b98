using System.Globalization;

namespace Noble.Edge.Host;

/// <summary>The energy that the processor or the board has taken, where the kernel shows it.</summary>
/// <remarks>
/// Intel and AMD: RAPL packages under <c>/sys/class/powercap</c>, a counter in microjoules that wraps at <c>max_energy_range_uj</c> and needs root
/// to read on most kernels. Jetson: the INA3221 monitor's input rail, voltage and current at this moment, which is integrated between readings.
/// The figure is the whole package or board, whatever else runs on it.
/// </remarks>
internal sealed class EnergyMeter
{
    private readonly (string Counter, double RangeJoules)[] _packages;
    private readonly (string Voltage, string Current)? _rail; // files in mV and mA
    private readonly double[] _last; // [package], J
    private readonly TimeProvider _time;
    private double _joules;
    private double _watts;
    private long _read;

    private EnergyMeter(string source, (string, double)[] packages, (string, string)? rail, TimeProvider time)
    {
        (Source, _packages, _rail, _time) = (source, packages, rail, time);
        _last = [.. packages.Select(package => ReadNumber(package.Item1) * 1e-6)];
        _watts = Watts();
        _read = time.GetTimestamp();
    }

    /// <summary>What is read, for a report.</summary>
    public string Source { get; }

    /// <summary>Opens what the machine has; null, with the reason, where nothing can be read.</summary>
    /// <param name="time">The clock of the integration.</param>
    /// <param name="reason">Why nothing can be read.</param>
    /// <param name="sys">The kernel's <c>/sys</c>.</param>
    public static EnergyMeter? Open(TimeProvider time, out string reason, string sys = "/sys")
    {
        reason = "";
        var powercap = Path.Combine(sys, "class/powercap");
        var packages = Folders(powercap, "intel-rapl:?")
            .Select(folder => (Counter: Path.Combine(folder, "energy_uj"), Range: Path.Combine(folder, "max_energy_range_uj")))
            .Where(files => File.Exists(files.Counter)).ToArray();
        if (packages.Length > 0)
        {
            if (packages.All(package => IsReadable(package.Counter)))
            {
                return new EnergyMeter($"RAPL, {packages.Length} package{(packages.Length > 1 ? "s" : "")}", [.. packages.Select(p => (p.Counter, ReadNumber(p.Range) * 1e-6))], null, time);
            }

            reason = $"{packages[0].Counter} is not readable by this user";
            return null;
        }

        foreach (var monitor in Folders(Path.Combine(sys, "class/hwmon"), "hwmon*"))
        {
            for (var channel = 1; channel <= 3; channel++)
            {
                var label = Path.Combine(monitor, $"in{channel}_label");
                if (File.Exists(label) && File.ReadAllText(label).Trim() is "VDD_IN" or "POM_5V_IN" or "VDD_GPU_SOC" && IsReadable(Path.Combine(monitor, $"curr{channel}_input")))
                {
                    return new EnergyMeter(
                        $"INA3221, {File.ReadAllText(label).Trim()}", [], (Path.Combine(monitor, $"in{channel}_input"), Path.Combine(monitor, $"curr{channel}_input")), time);
                }
            }
        }

        reason = "this machine shows neither RAPL counters nor an INA3221 rail";
        return null;
    }

    /// <summary>Energy since the meter was opened [J]. A rail must be read several times a second for its integral to mean something.</summary>
    public double Joules()
    {
        for (var i = 0; i < _packages.Length; i++)
        {
            var now = ReadNumber(_packages[i].Counter) * 1e-6;
            _joules += now >= _last[i] ? now - _last[i] : now + _packages[i].RangeJoules - _last[i];
            _last[i] = now;
        }

        if (_rail is not null)
        {
            var (watts, read) = (Watts(), _time.GetTimestamp());
            _joules += 0.5 * (watts + _watts) * _time.GetElapsedTime(_read, read).TotalSeconds;
            (_watts, _read) = (watts, read);
        }

        return _joules;
    }

    private double Watts() => _rail is { } rail ? ReadNumber(rail.Voltage) * ReadNumber(rail.Current) * 1e-6 : 0;

    private static string[] Folders(string parent, string pattern) => Directory.Exists(parent) ? [.. Directory.GetDirectories(parent, pattern).Order(StringComparer.Ordinal)] : [];

    private static bool IsReadable(string file)
    {
        try
        {
            ReadNumber(file);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return false;
        }
    }

    private static double ReadNumber(string file) => double.Parse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture);
}
