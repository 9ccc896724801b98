using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Noble.Edge.Operator;
using Noble.Edge.Rig;

namespace Noble.Edge.Benchmarks;

/// <summary>The streaming operator live: from a current in a UDP datagram to voltage and spikes, 64 neurons, between two runs of cyclictest.</summary>
internal static class TickBenchmark
{
    private const int Neurons = 64;
    private const int Values = 2_000; // different currents, by which a sample is known again
    private const double Lowest = 0.05, Each = 1e-4; // [nA]

    /// <summary>Measures and prints.</summary>
    /// <param name="duration">For each tick.</param>
    public static void Run(TimeSpan duration)
    {
        var neurons = Cells();
        var spec = neurons.Weights.Spec;
        Console.WriteLine();
        Console.WriteLine($"streaming operator, {Neurons} neurons, {spec.InputCount()} inputs, hidden layers {string.Join("-", spec.Hidden)}, {spec.OwnFilters} filters of their own; a datagram of {Neurons} currents every 0.97 ms; microseconds");
        LoopBenchmark.Cyclic(duration);
        Console.WriteLine($"  {"",-40} {"p50",8} {"p99",8} {"p99.9",8} {"longest",8} {"count",8}");
        foreach (var tick in (double[])[0.1, 0.5, 1])
        {
            Measure(neurons, TimeSpan.FromMilliseconds(tick), duration);
        }

        LoopBenchmark.Cyclic(duration);
    }

    private static void Measure(StreamingNeurons neurons, TimeSpan tick, TimeSpan duration)
    {
        using var input = new UdpCurrentInput(new UdpCurrentInputOptions { Listen = new UdpListenOptions { AnyPort = true } });
        using var inner = StreamingEngine.Create(neurons);
        var sent = new long[Values];
        var engine = new ProbedEngine(inner, sent);
        var stimulus = new SampledStimulus(Neurons, new SampledStimulusOptions { Source = 0, Hold = TimeSpan.FromSeconds(1) }, "UDP");
        var population = new TickPopulation(engine, stimulus, 0, tick, new TickOptions { Duration = duration }, MonotonicClock.Instance);
        using var loop = new ClosedLoop(new LoopOptions { Tick = tick }, SafetyLimits.Default with { LoopWatchdog = TimeSpan.FromSeconds(60) }, [input], [], [], [], null, MonotonicClock.Instance, population);
        var stream = new TickStreamer(population, [], [], PacerOptions.Default, duration, MonotonicClock.Instance, loop);
        stream.Prepare();
        engine.Clear();
        stream.Start();
        Send(input.LocalPort, sent, stream);
        var report = stream.Finish();
        var ticks = population.Report();
        var name = string.Create(CultureInfo.InvariantCulture, $"tick {tick.TotalMilliseconds} ms: ");
        Print($"{name}work of a tick", ticks.WorkNanoseconds, ticks.Ticks);
        Print($"{name}tick's time to voltage", ticks.LatencyNanoseconds, ticks.Ticks);
        Print($"{name}datagram sent to voltage", (engine.Latency.PercentileNanoseconds(0.5), engine.Latency.PercentileNanoseconds(0.99), engine.Latency.PercentileNanoseconds(0.999), engine.Latency.MaximumNanoseconds), engine.Latency.Count);
        Print($"{name}spike late", (report.Pacer.LatenessP50Nanoseconds, report.Pacer.LatenessP99Nanoseconds, report.Pacer.LatenessP999Nanoseconds, report.Pacer.LatenessMaximumNanoseconds), report.Pacer.Played);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {"",-40} {ticks.Overruns} of {ticks.Ticks} ticks overran, {ticks.Skipped} skipped, {report.RenderMultiple:F1} times real time; {inner.Description}; {report.Pacer.Facts.Scheduling}, {report.Pacer.Facts.Processor}"));
    }

    private static void Send(int port, long[] sent, TickStreamer stream)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var target = new IPEndPoint(IPAddress.Loopback, port);
        var address = target.Serialize();
        var values = new float[Neurons];
        var bytes = new byte[CurrentDatagram.HeaderLength + (Neurons * sizeof(float))];
        for (var i = 0; !stream.Wait(TimeSpan.Zero); i++)
        {
            Array.Fill(values, (float)(Lowest + (Each * (i % Values))));
            new CurrentDatagram((uint)i, 0, Neurons, 1, i).Write(values, bytes);
            Volatile.Write(ref sent[i % Values], MonotonicClock.Instance.NowNanoseconds);
            socket.SendTo(bytes, SocketFlags.None, address);
            MonotonicClock.Instance.SleepUntil(MonotonicClock.Instance.NowNanoseconds + 970_000);
        }
    }

    private static void Print(string name, (long P50, long P99, long P999, long Maximum) of, long count) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"  {name,-40} {of.P50 * 1e-3,8:F1} {of.P99 * 1e-3,8:F1} {of.P999 * 1e-3,8:F1} {of.Maximum * 1e-3,8:F1} {count,8}"));

    // Random weights: what an operator of this size costs does not depend on what it has learned.
    private static StreamingNeurons Cells() => new(
        StreamingWeights.Random(StreamingBenchmark.Spec with { CurrentRange = new CurrentRange { MinimumNanoamperes = -1, MaximumNanoamperes = 1 } }, 1),
        StreamingBenchmark.Latent,
        [.. Enumerable.Range(0, Neurons).Select(n => new[] { n / (double)Neurons })]);

    // Knows a current again by its value, and when it was sent.
    private sealed class ProbedEngine(IStreamingEngine inner, long[] sent) : IStreamingEngine
    {
        private int _last = -1;

        internal LatenessHistogram Latency { get; private set; } = new();

        public StreamingSpec Spec => inner.Spec;

        public int NeuronCount => inner.NeuronCount;

        public string Description => inner.Description;

        public long Time => inner.Time;

        public ReadOnlySpan<float> Voltage => inner.Voltage;

        public ReadOnlySpan<float> NextSpike => inner.NextSpike;

        public (long NotFinite, long OutOfRange) InputFaults => inner.InputFaults;

        public int StateLength => inner.StateLength;

        public void Step(ReadOnlySpan<float> currentNanoamperes, ReadOnlySpan<float> conductanceNanosiemens = default)
        {
            inner.Step(currentNanoamperes, conductanceNanosiemens);
            var value = (int)Math.Round((currentNanoamperes[^1] - Lowest) / Each);
            if (value >= 0 && value != _last)
            {
                _last = value;
                Latency.Record(MonotonicClock.Instance.NowNanoseconds - Volatile.Read(ref sent[value % Values]));
            }
        }

        public void Reset() => inner.Reset();

        public void Save(Span<float> state) => inner.Save(state);

        public void Restore(ReadOnlySpan<float> state) => inner.Restore(state);

        public void Dispose()
        {
        }

        internal void Clear() => (_last, Latency) = (-1, new LatenessHistogram());
    }
}
