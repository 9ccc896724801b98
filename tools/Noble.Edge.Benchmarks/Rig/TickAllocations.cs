using System.Globalization;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Benchmarks;

/// <summary>Managed memory that the pacer's thread allocates once it runs: spikes at 1 kHz, a closed loop on simulated neurons, lines and datagrams.</summary>
internal static class TickAllocations
{
    private const long Interval = 1_000_000; // [ns]
    private const int Neurons = 16;

    /// <summary>Measures and prints.</summary>
    public static void Run(TimeSpan duration)
    {
        var clock = MonotonicClock.Instance;
        var preparation = new VirtualPreparation(new VirtualPreparationOptions { Neurons = Neurons, BiasNanoamperes = 0.25 });
        using var chip = GpioChip.Open(new GpioChipOptions(), clock);
        using var gpio = new GpioPort(chip, new GpioPortOptions { LineOfNeuron = [.. Enumerable.Range(0, Neurons)] });
        using var input = new EieioInput(new EieioInputOptions { Listen = new UdpListenOptions { AnyPort = true } });
        using var eieio = new EieioPort(new EieioPortOptions { Send = new UdpSendOptions { Port = input.LocalPort } });
        var meter = new Meter();
        using var loop = new ClosedLoop(
            LoopOptions.Default,
            SafetyLimits.Default with { MaximumNanoamperes = 0.4, LoopWatchdog = TimeSpan.FromSeconds(1) },
            [preparation, input],
            [preparation],
            [
                new RateClamp(new RateClampOptions { TargetHertz = 40, MaximumNanoamperes = 0.4 }),
                new TriggeredResponse(new TriggeredResponseOptions { Trigger = InputFilter.Spikes with { Source = 0 }, Response = 0, Refractory = TimeSpan.FromMilliseconds(10) }),
            ],
            [new SpikeResponse("answer", [new SpikeEvent(0, 0), new SpikeEvent(500_000, 1)])],
            null,
            clock);
        var pacer = new Pacer(new ExperimentClock(clock), PacerOptions.Default, [gpio, eieio, preparation, meter], [], loop);
        var spikes = Math.Min(duration.Ticks * 100 / Interval, 60_000);
        for (var i = 1L; i <= spikes; i++)
        {
            pacer.TryPush(new SpikeEvent(i * Interval, (int)(i % Neurons)));
        }

        pacer.Complete((spikes + 1) * Interval);
        pacer.Start();
        pacer.Join(duration + TimeSpan.FromSeconds(30));
        var report = loop.Report();
        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"allocation: {meter.Bytes} bytes on the pacer's thread between its spikes {Meter.First} and {meter.Count}, with {report.Ticks} ticks, {report.Inputs} inputs, {report.Stimuli} stimuli, {report.ResponseSpikes} spikes of responses, {gpio.Pulses} pulses, {eieio.Counts.Packets} datagrams"));
    }

    private sealed class Meter : IImmediatePort
    {
        internal const int First = 100;

        private long _before;

        public string Name => "meter";

        public long NextDueNanoseconds => long.MaxValue;

        internal long Count { get; private set; }

        internal long Bytes { get; private set; }

        public bool Emit(in SpikeEvent spike, long nowNanoseconds)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            if (++Count == First)
            {
                _before = allocated;
            }

            Bytes = Count > First ? allocated - _before : 0;
            return true;
        }

        public void RunDue(long nowNanoseconds)
        {
        }

        public void EnterSafeState()
        {
        }
    }
}
