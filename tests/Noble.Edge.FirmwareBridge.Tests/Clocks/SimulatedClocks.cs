namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>A host and a device with a link between them, in simulated time; every draw is seeded.</summary>
internal sealed class SimulatedClocks(int seed, double driftPartsPerMillion, uint ticksPerSecond = 1_000_000)
{
    private const long HostStart = 40_000_000_000_000; // [ns]: the machine has been up for 11 hours

    private readonly Random _random = new(seed);
    private double _device = 12_345_678_900; // [ns], ahead of the host's start

    /// <summary>Host time now [ns].</summary>
    internal long Now { get; private set; } = HostStart;

    /// <summary>Drift of the device now [ppm].</summary>
    internal double Drift { get; set; } = driftPartsPerMillion;

    /// <summary>Shortest way to the device and back [ns].</summary>
    internal (double There, double Back) Shortest { get; init; } = (100_000, 100_000);

    /// <summary>Median of what a way takes beyond that [ns], and how heavy its tail is: sigma of its logarithm.</summary>
    internal (double Median, double Tail) Delay { get; init; } = (30_000, 1.5);

    /// <summary>The device reads its clock in steps of this [ns]; 0 for none.</summary>
    internal double Stair { get; init; }

    /// <summary>The device's time at the host's now [ns].</summary>
    internal double DeviceNow => _device;

    /// <summary>Time passes [ns].</summary>
    internal void Pass(double nanoseconds)
    {
        Now += (long)nanoseconds;
        _device += (long)nanoseconds * (1 + (Drift * 1e-6));
    }

    /// <summary>The device's clock jumps [ns].</summary>
    internal void Jump(double nanoseconds) => _device += nanoseconds;

    /// <summary>A probe goes there and back.</summary>
    internal void Probe(ClockAlignment alignment)
    {
        var sent = Now;
        Pass(Shortest.There + Draw());
        var received = Ticks();
        Pass(20_000);
        var replied = Ticks();
        Pass(Shortest.Back + Draw());
        Assert.True(alignment.TryAdd(sent, received, replied, Now));
    }

    /// <summary>Error of the alignment now [ns].</summary>
    internal double Error(ClockAlignment alignment) => (alignment.ToDeviceTicks(Now) * 1e9 / ticksPerSecond) - _device;

    private ulong Ticks() => (ulong)((Stair == 0 ? _device : Math.Floor(_device / Stair) * Stair) * ticksPerSecond / 1e9);

    private double Draw()
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
        return Delay.Median * Math.Exp(Delay.Tail * normal);
    }
}
