using Noble.Edge.Operator;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Spikes found in the voltage of the window operator, which is rendered ahead, here or by the broker's nodes.</summary>
internal sealed class WindowSource : SpikeSource
{
    private readonly RunSettings _settings;
    private readonly IMonotonicClock _clock;
    private readonly string _modelHash;
    private readonly Func<RenderClient>? _openNodes;
    private readonly IOperatorEngine _engine;
    private readonly PopulationRenderer _renderer;
    private readonly PopulationWindowRenderer _windows;
    private readonly SteppedCurrent _current;
    private RenderClient? _nodes;

    /// <param name="settings">The run.</param>
    /// <param name="model">The model.</param>
    /// <param name="population">The neurons.</param>
    /// <param name="nanoamperes">Step current at first [nA].</param>
    /// <param name="clock">The machine's clock.</param>
    /// <param name="openNodes">Opens the way to the nodes; null where this machine renders.</param>
    internal WindowSource(RunSettings settings, ModelBundle model, Population population, double nanoamperes, IMonotonicClock clock, Func<RenderClient>? openNodes)
    {
        (_settings, _clock, _modelHash, _openNodes) = (settings, clock, model.Hash, openNodes);
        _engine = Engines.Create(settings.Engine, model, settings.Threads, Errors.Warn);
        _renderer = new PopulationRenderer(model, population, settings.Rendering(_engine), _engine);
        _windows = new PopulationWindowRenderer(_renderer, population.Count);
        _current = new SteppedCurrent(nanoamperes);
    }

    /// <inheritdoc />
    internal override string EngineDescription => VectorsNote.After(_renderer.EngineDescription);

    /// <inheritdoc />
    internal override double SampleIntervalNanoseconds => _windows.SampleIntervalNanoseconds;

    /// <inheritdoc />
    internal override long TrialNanoseconds => RenderAhead.TrialLength(_windows);

    /// <inheritdoc />
    internal override IPopulationCurrent Current => _current;

    /// <inheritdoc />
    internal override PopulationWindowRenderer Windows => _windows;

    /// <inheritdoc />
    internal override SpikeStreamer Stream(IReadOnlyList<IImmediatePort> immediate, IReadOnlyList<IBatchedPort> batched, ClosedLoop? loop, bool showsVoltage)
    {
        _nodes = _openNodes?.Invoke();
        Voltage = showsVoltage && _nodes is null ? new VoltageTap(_windows, _settings.TrialsAhead) : null;
        ITrialSpikes spikes = new DetectedSpikes(Voltage ?? (IWindowRenderer)_windows, _settings.Detector);
        spikes = _nodes is null ? spikes : new NodeSpikes(_nodes, _windows, _modelHash, _settings.Seed, spikes.MaximumSpikes);
        var options = new StreamerOptions
        {
            Duration = _settings.Duration,
            TrialsAhead = _settings.TrialsAhead,
            Detector = _settings.Detector,
            Pacer = _settings.Pacer,
        };
        return new PopulationStreamer(spikes, _current, immediate, batched, options, _clock, loop);
    }

    public override void Dispose()
    {
        _nodes?.Dispose();
        _renderer.Dispose();
        _engine.Dispose();
    }
}
