using System.Diagnostics;
using Noble.Edge.Operator;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <summary>Times engines on a model: the operator alone, and from current to spikes.</summary>
internal sealed class EngineBench(ModelBundle model, TimeSpan duration, EnergyMeter? energy, double peak)
{
    private const int WarmUps = 3;

    // Not the same current in every neuron, and high enough that nearly all fire: what a population at work asks for.
    private const double LowestShare = 0.6;

    /// <summary>Floating-point operations of a trace, a multiply-add as two, without gelu, as the CPU's own engine does it.</summary>
    public double FloatingPointOperations { get; } = Operations(model);

    /// <summary>Times an engine at one batch and number of threads.</summary>
    /// <param name="name">Of the engine, for the row.</param>
    /// <param name="open">Opens the engine with a number of threads.</param>
    /// <param name="batch">Traces together.</param>
    /// <param name="threads">Threads.</param>
    public BenchRow Measure(string name, Func<int, IOperatorEngine> open, int batch, int threads)
    {
        var population = batch <= model.Latent.PointCount ? Population.FromTrainingPoints(model, batch) : Population.Draw(model, batch, seed: 1);
        using var engine = open(threads);
        var operation = TimeOperator(engine, population, batch);
        var (render, bytes, joules) = TimeRender(engine, population, batch, threads);
        var gigaflops = FloatingPointOperations / operation.P50 * 1e-6;
        return new BenchRow
        {
            Engine = name,
            Description = engine.Description,
            Batch = batch,
            Threads = threads,
            Operator = operation,
            Render = render,
            NeuronsInRealTime = (int)(model.Manifest.Grid.DurationMilliseconds / render.P50),
            Gigaflops = gigaflops,
            PeakPercent = 100 * gigaflops / (peak * 1e-9 * Math.Min(threads, Environment.ProcessorCount)),
            AllocatedBytes = bytes,
            Joules = joules,
            Phases = engine is SimdEngine simd && threads == 1 ? Phases(simd, population) : null,
        };
    }

    private BenchTiming TimeOperator(IOperatorEngine engine, Population population, int batch)
    {
        var grid = model.Manifest.Grid;
        var embedding = new InputEmbedding(model.Manifest);
        var traceFloats = embedding.ChannelCount * grid.Length;
        var input = new float[(long)batch * traceFloats];
        var output = new float[(long)batch * grid.Length];
        for (var i = 0; i < batch; i++)
        {
            embedding.Fill(Current(i, batch), population.Features(i), population.Clock(i), input.AsSpan(i * traceFloats, traceFloats), grid.Length);
        }

        return BenchTiming.Of(Time(() => engine.Forward(input, batch, output), batch));
    }

    private Dictionary<string, double> Phases(SimdEngine engine, Population population)
    {
        const int Traces = 20;
        using var workspace = engine.CreateWorkspace();
        new InputEmbedding(model.Manifest).Fill(Current(0, 1), population.Features(0), population.Clock(0), workspace.Input, workspace.InputStride);
        var (ticks, best) = (new long[SimdWorkspace.PhaseCount], new long[SimdWorkspace.PhaseCount]);
        Array.Fill(best, long.MaxValue);
        for (var i = 0; i < Traces; i++)
        {
            Array.Clear(ticks);
            workspace.ForwardTimed(ticks);
            for (var phase = 0; phase < ticks.Length; phase++)
            {
                best[phase] = Math.Min(best[phase], ticks[phase]);
            }
        }

        return Enum.GetValues<SimdPhase>().ToDictionary(phase => phase.ToString(), phase => 1e3 * best[(int)phase] / Stopwatch.Frequency);
    }

    private (BenchTiming Timing, double Bytes, double? Joules) TimeRender(IOperatorEngine engine, Population population, int batch, int threads)
    {
        using var renderer = new PopulationRenderer(model, population, new RendererOptions { Threads = threads, Batch = Math.Min(batch, 1024) }, engine);
        var interval = renderer.SampleIntervalMilliseconds * 1e6;
        var detector = new SpikeDetector(batch, SpikeDetectorOptions.Default);
        var timeline = new SpikeTimeline(detector.MaximumSpikes(renderer.SamplesPerTrial, interval));
        double[] currents = [.. Enumerable.Range(0, batch).Select(i => Current(i, batch))];
        var spikes = 0L;
        var (allocated, joules) = (0L, 0.0);
        var times = Time(Render, batch, () => (allocated, joules) = (GC.GetTotalAllocatedBytes(precise: true), energy?.Joules() ?? 0));
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var measured = times.Count * batch;
        if (spikes == 0)
        {
            throw new FailedException(FormattableString.Invariant($"no neuron of model '{model.Manifest.Name}' fired at up to {currents[^1]:g4} nA: there is nothing to time"));
        }

        return (BenchTiming.Of(times), allocated / (double)measured, energy is null ? null : (energy.Joules() - joules) / measured);

        void Render()
        {
            detector.Reset();
            timeline.Begin(0);
            detector.Detect(renderer.Render(0, currents), renderer.SamplesPerTrial, 0, interval, timeline);
            timeline.Sort();
            spikes += timeline.Count;
        }
    }

    private static double Operations(ModelBundle model)
    {
        using var engine = new SimdEngine(model.Weights, model.Manifest.Grid.Length);
        return engine.FloatingPointOperations;
    }

    private double Current(int neuron, int batch)
    {
        var highest = model.Manifest.CurrentRange.MaximumNanoamperes;
        return highest * (LowestShare + ((1 - LowestShare) * (neuron + 0.5) / batch));
    }

    // The list has its room from the beginning: what is allocated later is the engine's.
    private List<double> Time(Action work, int batch, Action? onWarm = null)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            work();
        }

        var times = new List<double>(1 << 16);
        onWarm?.Invoke();
        var start = Stopwatch.GetTimestamp();
        do
        {
            var before = Stopwatch.GetTimestamp();
            work();
            times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds / batch);
        }
        while (Stopwatch.GetElapsedTime(start) < duration && times.Count < times.Capacity);
        return times;
    }
}
