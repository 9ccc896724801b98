namespace Noble.Edge.Operator;

/// <summary>Renders the somatic voltage of a population, one window (trial) at a time, on all cores.</summary>
/// <remarks>Called by one thread at a time. After construction a render allocates nothing, so that it never starts a garbage collection under the pacer.</remarks>
public sealed class PopulationRenderer : IDisposable
{
    private readonly ModelBundle _model;
    private readonly Population _population;
    private readonly RendererOptions _options;
    private readonly SimdEngine _engine;
    private readonly WorkerTeam _team;
    private readonly Scratch[] _scratch; // one a worker
    private readonly Action<int, int> _renderOne;

    // The arguments of the render under way, for the workers.
    private readonly double[] _currents; // [neuron], nA
    private readonly float[] _voltages; // [neuron, sample], mV
    private long _trial;

    /// <param name="model">The model.</param>
    /// <param name="population">Neurons of that model.</param>
    /// <param name="options">Threads, variability, seed.</param>
    public PopulationRenderer(ModelBundle model, Population population, RendererOptions options)
    {
        (_model, _population, _options) = (model, population, options);
        var threads = Math.Min(options.Threads == 0 ? Environment.ProcessorCount : options.Threads, population.Count);
        _engine = new SimdEngine(model.Weights, model.Manifest.Grid.Length);
        _team = new WorkerTeam(threads);
        _scratch = [.. Enumerable.Range(0, threads).Select(_ => new Scratch(model, population, _engine))];
        _currents = new double[population.Count];
        _voltages = new float[(long)population.Count * SamplesPerTrial];
        _renderOne = RenderOne;
    }

    /// <summary>Samples in a window.</summary>
    public int SamplesPerTrial => _model.Manifest.Grid.Length;

    /// <summary>Sampling interval [ms].</summary>
    public double SampleIntervalMilliseconds => _model.Manifest.Grid.StepMilliseconds;

    /// <summary>Which engine runs, and how.</summary>
    public string EngineDescription => $"{_engine.Description}, {_scratch.Length} threads";

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
        _team.Run(_currents.Length, _renderOne);
        return _voltages;
    }

    private void RenderOne(int neuron, int worker)
    {
        var scratch = _scratch[worker];
        _population.DrawTrial(neuron, _trial, _options.Variability, _options.Seed, scratch.Features, scratch.Clock);
        var voltage = _voltages.AsSpan(neuron * SamplesPerTrial, SamplesPerTrial);
        scratch.Renderer.Render(_currents[neuron], scratch.Features, scratch.Clock, voltage);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _team.Dispose();
        foreach (var scratch in _scratch)
        {
            scratch.Renderer.Dispose();
        }

        _engine.Dispose();
    }

    private sealed class Scratch(ModelBundle model, Population population, SimdEngine engine)
    {
        public TraceRenderer Renderer { get; } = new(model, engine);

        public double[] Features { get; } = new double[population.FeatureCount];

        public double[] Clock { get; } = new double[population.CoefficientCount];
    }
}
