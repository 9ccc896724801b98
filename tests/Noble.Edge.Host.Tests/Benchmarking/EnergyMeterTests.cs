using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

public sealed class EnergyMeterTests : IDisposable
{
    private readonly TemporaryFolder _sys = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _sys.Dispose();

    [Fact]
    public void Joules_TwoPackages_AddsThemAndCountsOnWhereACounterWraps()
    {
        Put("class/powercap/intel-rapl:0/energy_uj", "900000");
        Put("class/powercap/intel-rapl:0/max_energy_range_uj", "1000000");
        Put("class/powercap/intel-rapl:1/energy_uj", "0");
        Put("class/powercap/intel-rapl:1/max_energy_range_uj", "1000000");
        Put("class/powercap/intel-rapl:0:0/energy_uj", "5"); // a part of a package
        var meter = EnergyMeter.Open(_time, out _, _sys.FullName)!;
        Put("class/powercap/intel-rapl:0/energy_uj", "100000");
        Put("class/powercap/intel-rapl:1/energy_uj", "300000");

        Assert.Equal("RAPL, 2 packages", meter.Source);
        Assert.Equal(0.2 + 0.3, meter.Joules(), 1e-9);
        Assert.Equal(0.5, meter.Joules(), 1e-9);
    }

    [Fact]
    public void Joules_JetsonRail_IsPowerOverTime()
    {
        Put("class/hwmon/hwmon3/in1_label", "VDD_CPU_CV\n");
        Put("class/hwmon/hwmon3/in2_label", "VDD_IN\n");
        Put("class/hwmon/hwmon3/in2_input", "5000");
        Put("class/hwmon/hwmon3/curr2_input", "1000");
        var meter = EnergyMeter.Open(_time, out _, _sys.FullName)!;
        _time.Advance(TimeSpan.FromSeconds(2));
        Put("class/hwmon/hwmon3/curr2_input", "3000");

        // From 5 W to 15 W in a straight line.
        Assert.Equal("INA3221, VDD_IN", meter.Source);
        Assert.Equal(20, meter.Joules(), 1e-9);
    }

    [Fact]
    public void Open_MachineWithoutMeters_SaysSo()
    {
        Assert.Null(EnergyMeter.Open(_time, out var reason, _sys.FullName));
        Assert.Equal("this machine shows neither RAPL counters nor an INA3221 rail", reason);
    }

    private void Put(string file, string text)
    {
        var path = _sys.File(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }
}
