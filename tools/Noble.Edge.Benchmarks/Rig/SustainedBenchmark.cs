using System.Globalization;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Benchmarks;

/// <summary>Spikes a second that the pacer and each port keep up with: nothing later than a millisecond, nothing dropped.</summary>
internal static class SustainedBenchmark
{
    private const int Neurons = 2048;
    private const int Lowest = 25_000; // [spikes/s]
    private const int Highest = 3_200_000;
    private const int Attempts = 4; // others run on this machine too; a rate counts when it is held once

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(0.5);

    /// <summary>Measures and prints.</summary>
    public static void Run()
    {
        Console.WriteLine();
        Console.WriteLine($"sustained through the pacer, {Neurons} neurons, {Length.TotalSeconds} s a rate, the highest of {Highest} spikes/s and its halves at which nothing is over 1 ms late and nothing is dropped, held once in {Attempts} attempts");
        Console.WriteLine($"  {"",-34} {"spikes/s",10} {"p99 us",8} {"longest us",11}   nearest attempt that failed");
        Row("pacer alone", () => ([], [], []));
        Row("GPIO, 64 lines of the virtual bank", Gpio);
        Row("EIEIO, sent on loopback", Eieio);
        Row("SPIF, sent on loopback", Spif);
        Row("MQTT, embedded broker", Mqtt);
        using var folder = new TemporaryFolder();
        Row("spikes as CSV", () => Batched(new SpikeFilePort(new SpikeFilePortOptions { Path = folder.File("s.csv") })));
        Row("AEDAT 3.1", () => Batched(new AedatPort(new AedatPortOptions { Path = folder.File("s.aedat") })));
    }

    private static void Row(string name, Func<(IImmediatePort[] Immediate, IBatchedPort[] Batched, IDisposable[] Owned)> open)
    {
        // From the top: a machine that others use stalls now and then, which says nothing about the rates above.
        PacerReport? failed = null;
        for (var rate = Highest; rate >= Lowest; rate /= 2)
        {
            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                var report = Play(rate, open());
                if (report is { Late: 0, Dropped: 0, Underruns: 0 })
                {
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"  {name,-34} {rate,10} {report.LatenessP99Nanoseconds * 1e-3,8:F1} {report.LatenessMaximumNanoseconds * 1e-3,11:F1}   {(failed is null ? "none did" : Failure(failed))}"));
                    return;
                }

                // The attempt that came nearest tells what the limit is.
                failed = attempt == 1 || report.Late + report.Dropped < failed!.Late + failed.Dropped ? report : failed;
            }
        }

        Console.WriteLine($"  {name,-34} {"none",10}; at {Lowest}: {Failure(failed!)}");
    }

    private static string Failure(PacerReport report) =>
        string.Create(CultureInfo.InvariantCulture, $"{report.Late} late, {report.Dropped} dropped, {report.Underruns} underruns of {report.Played}");

    private static PacerReport Play(int rate, (IImmediatePort[] Immediate, IBatchedPort[] Batched, IDisposable[] Owned) ports)
    {
        var clock = MonotonicClock.Instance;
        BatchedPortRunner[] runners = [.. ports.Batched.Select(port => new BatchedPortRunner(port, clock))];
        var pacer = new Pacer(new ExperimentClock(clock), PacerOptions.Default with { InputCapacity = 1 << 21 }, ports.Immediate, runners);
        foreach (var runner in runners)
        {
            runner.Start();
        }

        // As a renderer that is well ahead: all of it is there when the clock starts.
        var spikes = (int)(rate * Length.TotalSeconds);
        for (var i = 0L; i < spikes; i++)
        {
            if (!pacer.TryPush(new SpikeEvent((i * 1_000_000_000 / rate) + 20_000_000, (int)(i % Neurons))))
            {
                throw new InvalidOperationException("the pacer's buffer is smaller than the measurement");
            }
        }

        pacer.Complete((Length.Ticks * 100) + 40_000_000);
        pacer.Start();
        if (!pacer.Join(TimeSpan.FromSeconds(60)))
        {
            throw new InvalidOperationException("the pacer does not end");
        }

        foreach (var runner in runners)
        {
            runner.Stop();
        }

        var report = pacer.Report();
        foreach (var owned in ports.Owned)
        {
            owned.Dispose();
        }

        return report;
    }

    private static (IImmediatePort[] Immediate, IBatchedPort[] Batched, IDisposable[] Owned) Gpio()
    {
        var chip = GpioChip.Open(new GpioChipOptions(), MonotonicClock.Instance);
        int[] lines = [.. Enumerable.Range(0, Neurons).Select(neuron => neuron % 64)];
        var port = new GpioPort(chip, new GpioPortOptions { LineOfNeuron = lines, PulseWidth = TimeSpan.FromMicroseconds(100) });
        return ([port], [], [port, chip]);
    }

    private static (IImmediatePort[] Immediate, IBatchedPort[] Batched, IDisposable[] Owned) Eieio()
    {
        var input = new EieioInput(new EieioInputOptions { Listen = new UdpListenOptions { AnyPort = true } });
        var port = new EieioPort(new EieioPortOptions { Send = new UdpSendOptions { Port = input.LocalPort } });
        return ([port], [], [port, input]);
    }

    private static (IImmediatePort[] Immediate, IBatchedPort[] Batched, IDisposable[] Owned) Spif()
    {
        var input = new SpifInput(new SpifInputOptions { Listen = new UdpListenOptions { AnyPort = true } });
        var port = new SpifPort(new SpifPortOptions { Send = new UdpSendOptions { Port = input.LocalPort } });
        return ([port], [], [port, input]);
    }

    private static (IImmediatePort[] Immediate, IBatchedPort[] Batched, IDisposable[] Owned) Mqtt()
    {
        var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });
        var port = MqttBenchmark.Open(broker.Port, "sustained");
        return ([], [port], [port, broker]);
    }

    private static (IImmediatePort[] Immediate, IBatchedPort[] Batched, IDisposable[] Owned) Batched(IBatchedPort port) => ([], [port], [(IDisposable)port]);

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("noble-sustained-").FullName;

        internal string File(string name) => Path.Combine(_path, name);

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
