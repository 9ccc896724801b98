namespace Noble.Edge.Operator;

/// <summary>Input and output of an engine for a number of traces: embedded by all threads, evaluated in one call, scaled by all threads.</summary>
/// <remarks>Hot path: no allocation. The memory is native, so that an engine that binds to addresses finds them where they were.</remarks>
internal sealed unsafe class RenderBatch : IDisposable
{
    private readonly AlignedArena _arena = new();
    private readonly IOperatorEngine _engine;
    private readonly WorkerTeam _team;
    private readonly OutputScale _scale;
    private readonly InputEmbedding[] _embeddings; // one a worker
    private readonly float[] _offsets; // [trace], mV
    private readonly float* _input; // [trace, C, L]
    private readonly float* _output; // [trace, L]
    private readonly Action<int, int> _embedOne;
    private readonly Action<int, int> _scaleOne;
    private TraceSource? _source;
    private TraceSink? _sink;
    private int _first;

    /// <param name="model">The model.</param>
    /// <param name="engine">Stays the caller's.</param>
    /// <param name="team">Stays the caller's.</param>
    /// <param name="traces">Traces in a call of the engine.</param>
    public RenderBatch(ModelBundle model, IOperatorEngine engine, WorkerTeam team, int traces)
    {
        (_engine, _team) = (engine, team);
        _scale = new OutputScale(model.Manifest);
        _embeddings = [.. Enumerable.Range(0, team.Workers).Select(_ => new InputEmbedding(model.Manifest))];
        _offsets = new float[traces];
        _input = _arena.Allocate((long)traces * InputLength);
        _output = _arena.Allocate((long)traces * engine.Length);
        _embedOne = EmbedOne;
        _scaleOne = ScaleOne;
    }

    /// <summary>What a trace is rendered from.</summary>
    /// <param name="trace">Of all traces.</param>
    /// <param name="worker">The thread that asks; the spans are its own until it asks again.</param>
    /// <param name="features">Latent point, own units.</param>
    /// <param name="clock">Spike clock.</param>
    /// <returns>Step amplitude [nA].</returns>
    public delegate double TraceSource(int trace, int worker, out ReadOnlySpan<double> features, out ReadOnlySpan<double> clock);

    /// <summary>Where a trace's voltage goes.</summary>
    /// <param name="trace">Of all traces.</param>
    /// <returns>Shape [sample], mV.</returns>
    public delegate Span<float> TraceSink(int trace);

    private int InputLength => _engine.Shape.InputChannels * _engine.Length;

    /// <summary>Renders traces 0 to <paramref name="count"/> - 1.</summary>
    public void Run(int count, TraceSource source, TraceSink sink)
    {
        (_source, _sink) = (source, sink);
        for (_first = 0; _first < count; _first += _offsets.Length)
        {
            var traces = Math.Min(_offsets.Length, count - _first);
            _team.Run(traces, _embedOne);
            _engine.Forward(new ReadOnlySpan<float>(_input, traces * InputLength), traces, new Span<float>(_output, traces * _engine.Length));
            _team.Run(traces, _scaleOne);
        }
    }

    public void Dispose() => _arena.Dispose();

    private void EmbedOne(int index, int worker)
    {
        var current = _source!(_first + index, worker, out var features, out var clock);
        _embeddings[worker].Fill(current, features, clock, new Span<float>(_input + ((nint)index * InputLength), InputLength), _engine.Length);
        _offsets[index] = _scale.Offset(features);
    }

    private void ScaleOne(int index, int worker) =>
        _scale.Apply(new ReadOnlySpan<float>(_output + ((nint)index * _engine.Length), _engine.Length), _offsets[index], _sink!(_first + index));
}
