namespace Noble.Edge.Operator;

/// <summary>Renders the somatic voltage of a population, one window (trial) at a time, on all cores.</summary>
/// <remarks>Called by one thread at a time. After construction a render allocates nothing, so that it never starts a garbage collection under the pacer.</remarks>
public sealed class PopulationRenderer : IDisposable
{
    private readonly ModelBundle _model;
    private readonly Population _population;
    private readonly RendererOptions _options;
    private readonly IOperatorEngine _engine;
    private readonly bool _ownsEngine;
    private readonly WorkerTeam _team;
    private readonly Scratch[] _scratch; // one a worker
    private readonly Action<int, int> _renderOne;
    private readonly RenderBatch? _batch; // for engines whose unit of work is a batch
    private readonly RenderBatch.TraceSource _source;
    private readonly RenderBatch.TraceSink _sink;

    // The arguments of the render under way, for the workers.
    private readonly double[] _currents; // [neuron], nA
    private readonly float[] _voltages; // [neuron, sample], mV
    private long _trial;

    /// <summary>Renders with the engine of the CPU.</summary>
    /// <param name="model">The model.</param>
    /// <param name="population">Neurons of that model.</param>
    /// <param name="options">Threads, variability, seed.</param>
    public PopulationRenderer(ModelBundle model, Population population, RendererOptions options)
        : this(model, population, options, new SimdEngine(model.Weights, model.Manifest.Grid.Length), ownsEngine: true)
    {
    }

    /// <summary>Renders with an engine of the caller's choice.</summary>
    /// <param name="model">The model.</param>
    /// <param name="population">Neurons of that model.</param>
    /// <param name="options">Threads, variability, seed, batch.</param>
    /// <param name="engine">For that model's network and grid; stays the caller's, who disposes of it after this.</param>
    /// <exception cref="ArgumentException">The engine is for another network or grid.</exception>
    public PopulationRenderer(ModelBundle model, Population population, RendererOptions options, IOperatorEngine engine)
        : this(model, population, options, engine, ownsEngine: false)
    {
    }

    private PopulationRenderer(ModelBundle model, Population population, RendererOptions options, IOperatorEngine engine, bool ownsEngine)
    {
        if (engine.Shape != model.Manifest.Network || engine.Length != model.Manifest.Grid.Length)
        {
            throw new ArgumentException($"an engine for {engine.Length} samples of {engine.Shape}, expected {model.Manifest.Grid.Length} of {model.Manifest.Network}", nameof(engine));
        }

        (_model, _population, _options, _engine, _ownsEngine) = (model, population, options, engine, ownsEngine);
        var threads = Math.Min(options.Threads == 0 ? Environment.ProcessorCount : options.Threads, population.Count);
        _team = new WorkerTeam(threads);
        _scratch = [.. Enumerable.Range(0, threads).Select(_ => new Scratch(model, population, engine as SimdEngine))];
        _batch = engine is SimdEngine ? null : new RenderBatch(model, engine, _team, Math.Min(options.Batch, population.Count));
        _currents = new double[population.Count];
        _voltages = new float[(long)population.Count * SamplesPerTrial];
        _renderOne = RenderOne;
        _source = Draw;
        _sink = VoltageOf;
    }

    /// <summary>Samples in a window.</summary>
    public int SamplesPerTrial => _model.Manifest.Grid.Length;

    /// <summary>Sampling interval [ms].</summary>
    public double SampleIntervalMilliseconds => _model.Manifest.Grid.StepMilliseconds;

    /// <summary>Which engine runs, and how.</summary>
    public string EngineDescription => _batch is null
        ? $"{_engine.Description}, {_scratch.Length} threads"
        : $"{_engine.Description}, batches of {Math.Min(_options.Batch, _population.Count)}";

    /// <summary>Renders one trial in which every neuron has the same step current.</summary>
    /// <param name="trial">Trial, from 0; with the seed it fixes the trial-to-trial draw.</param>
    /// <param name="currentNanoamperes">Step amplitude, in the trained range.</param>
    /// <returns>Voltage, shape [neuron, sample], float32, mV; sample k is at k * <see cref="SampleIntervalMilliseconds"/> from the trial's start. Valid until the next render.</returns>
    /// <exception cref="CurrentRangeException">The current is outside the trained range.</exception>
    public ReadOnlySpan<float> Render(long trial, double currentNanoamperes)
    {
        _model.Manifest.CurrentRange.Check(currentNanoamperes);
        _currents.AsSpan().Fill(currentNanoamperes);
        return Run(trial);
    }

    /// <summary>Renders one trial with a step current for each neuron.</summary>
    /// <inheritdoc cref="Render(long, double)"/>
    /// <param name="trial">Trial, from 0.</param>
    /// <param name="currentNanoamperes">Step amplitudes, shape [neuron], in the trained range.</param>
    public ReadOnlySpan<float> Render(long trial, ReadOnlySpan<double> currentNanoamperes)
    {
        if (currentNanoamperes.Length != _currents.Length)
        {
            throw new ArgumentException($"{currentNanoamperes.Length} currents, expected one for each of {_currents.Length} neurons", nameof(currentNanoamperes));
        }

        foreach (var current in currentNanoamperes)
        {
            _model.Manifest.CurrentRange.Check(current);
        }

        currentNanoamperes.CopyTo(_currents);
        return Run(trial);
    }

    private ReadOnlySpan<float> Run(long trial)
    {
        _trial = trial;
        if (_batch is null)
        {
            _team.Run(_currents.Length, _renderOne);
        }
        else
        {
            _batch.Run(_currents.Length, _source, _sink);
        }

        return _voltages;
    }

    private void RenderOne(int neuron, int worker)
    {
        var current = Draw(neuron, worker, out var features, out var clock);
        _scratch[worker].Renderer!.Render(current, features, clock, VoltageOf(neuron));
    }

    private double Draw(int neuron, int worker, out ReadOnlySpan<double> features, out ReadOnlySpan<double> clock)
    {
        var scratch = _scratch[worker];
        _population.DrawTrial(neuron, _trial, _options.Variability, _options.Seed, scratch.Features, scratch.Clock);
        features = scratch.Features;
        clock = scratch.Clock;
        return _currents[neuron];
    }

    private Span<float> VoltageOf(int neuron) => _voltages.AsSpan(neuron * SamplesPerTrial, SamplesPerTrial);

    /// <inheritdoc/>
    public void Dispose()
    {
        _team.Dispose();
        _batch?.Dispose();
        foreach (var scratch in _scratch)
        {
            scratch.Renderer?.Dispose();
        }

        if (_ownsEngine)
        {
            _engine.Dispose();
        }
    }

    private sealed class Scratch(ModelBundle model, Population population, SimdEngine? engine)
    {
        public TraceRenderer? Renderer { get; } = engine is null ? null : new(model, engine);

        public double[] Features { get; } = new double[population.FeatureCount];

        public double[] Clock { get; } = new double[population.CoefficientCount];
    }
}
