using System.Globalization;
using Noble.Edge.Rig;

namespace Noble.Edge.Benchmarks;

/// <summary>From a command to the output of a converter on a simulated I2C bus of 400 kHz, beside the time of the transfer alone.</summary>
internal static class ConverterBenchmark
{
    private const int BytesOfAWrite = 3; // MCP4728, multi-write

    /// <summary>Measures and prints.</summary>
    /// <param name="duration">For each row.</param>
    public static void Run(TimeSpan duration)
    {
        var transfer = SimulatedBus.I2cTime(BytesOfAWrite);
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"converter: command to output over a simulated I2C bus of 400 kHz, a transfer takes {transfer.TotalMicroseconds:F0} us; microseconds"));
        Console.WriteLine($"  {"",-44} {"p50",8} {"p99",8} {"p99.9",8} {"longest",8} {"written",8} {"overtaken",9} {"safe us",8}");
        Row("1 channel, 200 commands/s", 1, 5_000_000, transfer, duration);
        Row("4 channels, 200 commands/s each", 4, 5_000_000, transfer, duration);
        Row("4 channels, 2,000 commands/s each", 4, 500_000, transfer, duration);
        Row("4 channels, 5,000 commands/s each (overload)", 4, 200_000, transfer, duration);
    }

    private static void Row(string name, int channels, long interval, TimeSpan transfer, TimeSpan duration)
    {
        var clock = MonotonicClock.Instance;
        using var volts = new SimulatedVoltages(channels, 0, 4.095, new SimulatedBus { CallTime = transfer });
        var options = new ConverterStimulusOptions
        {
            Channels = [.. Enumerable.Range(0, channels).Select(output => new StimulusChannel { Output = output, NanoamperesPerVolt = 0.4, RestVolts = 2.048 })],
        };
        using var port = new ConverterStimulusPort(volts, options);
        var next = clock.NowNanoseconds;
        var end = next + (duration.Ticks * 100);
        for (var n = 0; next < end; n++, next += interval)
        {
            clock.SleepUntil(next);
            for (var channel = 0; channel < channels; channel++)
            {
                port.Apply(channel, 0.001 * (n % 500), clock.NowNanoseconds);
            }
        }

        port.EnterSafeState();
        while (!port.IsSafe)
        {
            Thread.Sleep(1);
        }

        var times = port.Latency;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-44} {times.PercentileNanoseconds(0.5) * 1e-3,8:F0} {times.PercentileNanoseconds(0.99) * 1e-3,8:F0} {times.PercentileNanoseconds(0.999) * 1e-3,8:F0} {times.MaximumNanoseconds * 1e-3,8:F0} {port.Written,8} {port.Overtaken,9} {port.LongestSafeStateNanoseconds * 1e-3,8:F0}"));
    }
}
