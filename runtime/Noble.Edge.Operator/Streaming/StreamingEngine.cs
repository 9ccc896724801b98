namespace Noble.Edge.Operator;

/// <summary>The streaming operator in vectors, a neuron in each lane: the same bits as <see cref="StreamingReference"/>, whatever the width and the batch.</summary>
/// <remarks>
/// Hot path: <see cref="Step"/> allocates nothing. Neurons are divided into tiles whose layers stay in the first-level cache; the time goes into
/// the dense product of a layer, whose weights all lanes share.
/// </remarks>
public sealed unsafe partial class StreamingEngine : IStreamingEngine
{
    private readonly StreamingNeurons _neurons;
    private readonly StreamingKernels _kernels;
    private readonly StreamingNetwork _network;
    private readonly StreamingCoefficients _coefficients;
    private readonly StreamingSpikeDraw _draw;
    private readonly ulong _seed;
    private readonly AlignedArena _arena = new();
    private readonly StreamingTile[] _tiles;
    private readonly nint[] _buffers; // two for each thread
    private readonly float* _current; // [neuron], in the network's unit; the next ones likewise, all padded
    private readonly float* _conductance; // nS
    private readonly float* _voltage;
    private readonly float* _nextSpike;
    private readonly WorkerTeam? _team;
    private readonly Action<int, int> _evaluate;
    private bool _advances; // whether the evaluation under way is a step's
    private long _notFinite;
    private long _outOfRange;
    private bool _disposed;

    /// <summary>Puts neurons to rest.</summary>
    /// <param name="neurons">The neurons.</param>
    /// <param name="draw">How spikes are drawn.</param>
    /// <param name="seed">Seed of the drawn ones; neuron n has the stream n.</param>
    /// <param name="options">Null for <see cref="StreamingEngineOptions.Default"/>.</param>
    /// <exception cref="PlatformNotSupportedException">The machine lacks the vectors, or a multiply-add that rounds once; <see cref="Create"/> knows what to do.</exception>
    public StreamingEngine(StreamingNeurons neurons, StreamingSpikeDraw draw = StreamingSpikeDraw.Median, ulong seed = 1, StreamingEngineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        options ??= StreamingEngineOptions.Default;
        (_neurons, _draw, _seed) = (neurons, draw, seed);
        _kernels = StreamingKernelChoice.Create(options.Instructions);
        _coefficients = new StreamingCoefficients(Spec);
        _network = new StreamingNetwork(_arena, neurons.Weights);
        var lanes = _kernels.Dense.Lanes;
        var vectors = (neurons.Count + lanes - 1) / lanes;
        _current = _arena.Allocate(vectors * lanes);
        _conductance = _arena.Allocate(vectors * lanes);
        _voltage = _arena.Allocate(vectors * lanes);
        _nextSpike = _arena.Allocate(vectors * lanes);
        var tiles = Math.Min(vectors, Math.Max(options.Threads, (vectors + _kernels.Dense.MostVectors - 1) / _kernels.Dense.MostVectors));
        _tiles = new StreamingTile[tiles];
        var first = 0;
        for (var t = 0; t < tiles; t++)
        {
            var width = (vectors / tiles) + (t < vectors % tiles ? 1 : 0);
            _tiles[t] = CreateTile(first, width, width * lanes);
            first += width * lanes;
        }

        _buffers = [.. Enumerable.Range(0, 2 * options.Threads).Select(_ => (nint)_arena.Allocate((long)_network.MostRows * _tiles[0].Lanes))];
        _team = options.Threads > 1 ? new WorkerTeam(options.Threads, "streaming") : null;
        _evaluate = Evaluate;
        Reset();
    }

    /// <inheritdoc/>
    public StreamingSpec Spec => _neurons.Weights.Spec;

    /// <inheritdoc/>
    public int NeuronCount => _neurons.Count;

    /// <inheritdoc/>
    public string Description => $"simd, {_kernels.Dense.Name}";

    /// <inheritdoc/>
    public long Time { get; private set; }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Voltage => Of(_voltage);

    /// <inheritdoc/>
    public ReadOnlySpan<float> NextSpike => Of(_nextSpike);

    /// <inheritdoc/>
    public (long NotFinite, long OutOfRange) InputFaults => (_notFinite, _outOfRange);

    /// <inheritdoc/>
    public int StateLength => StreamingState.Length(Spec, NeuronCount);

    /// <summary>The vector engine where the machine has the vectors, else the reference; both give the same bits.</summary>
    /// <param name="neurons">The neurons.</param>
    /// <param name="draw">How spikes are drawn.</param>
    /// <param name="seed">Seed of the drawn ones.</param>
    /// <param name="options">Null for <see cref="StreamingEngineOptions.Default"/>; <see cref="SimdInstructions.Scalar"/> is the reference.</param>
    /// <exception cref="PlatformNotSupportedException">Vectors of a certain width were asked for that are not there.</exception>
    public static IStreamingEngine Create(StreamingNeurons neurons, StreamingSpikeDraw draw = StreamingSpikeDraw.Median, ulong seed = 1, StreamingEngineOptions? options = null) =>
        options?.Instructions is SimdInstructions.Scalar || (options?.Instructions is null or SimdInstructions.Widest && !StreamingKernelChoice.Has(SimdInstructions.Widest))
            ? new StreamingReference(neurons, draw, seed)
            : new StreamingEngine(neurons, draw, seed, options);

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<float> currentNanoamperes, ReadOnlySpan<float> conductanceNanosiemens = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(currentNanoamperes.Length, NeuronCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(conductanceNanosiemens.IsEmpty ? NeuronCount : conductanceNanosiemens.Length, NeuronCount);
        ObjectDisposedException.ThrowIf(_disposed, this);
        for (var n = 0; n < currentNanoamperes.Length; n++)
        {
            _current[n] = Checked(currentNanoamperes[n], _coefficients.LowestCurrent, _coefficients.HighestCurrent) * _coefficients.PerUnit;
        }

        for (var n = 0; n < NeuronCount; n++)
        {
            _conductance[n] = conductanceNanosiemens.IsEmpty ? 0 : Checked(conductanceNanosiemens[n], 0, _coefficients.MostConductance);
        }

        EvaluateAll(advances: true);
        Time++;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _team?.Dispose();
        _arena.Dispose();
    }

    private ReadOnlySpan<float> Of(float* values)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new ReadOnlySpan<float>(values, NeuronCount);
    }

    private float Checked(float value, float lowest, float highest)
    {
        if (value >= lowest && value <= highest)
        {
            return value;
        }

        if (!float.IsFinite(value))
        {
            _notFinite++;
            return 0;
        }

        _outOfRange++;
        return MathF.Min(MathF.Max(value, lowest), highest);
    }

    private void EvaluateAll(bool advances)
    {
        _advances = advances;
        if (_team is not null)
        {
            _team.Run(_tiles.Length, _evaluate);
            return;
        }

        for (var t = 0; t < _tiles.Length; t++)
        {
            Evaluate(t, 0);
        }
    }

    private void Evaluate(int index, int worker)
    {
        ref var tile = ref _tiles[index];
        if (_advances)
        {
            _kernels.Advance(tile, _coefficients);
            for (var n = 0; n < tile.Count; n++)
            {
                if (tile.NextSpike[n] >= 0)
                {
                    EnterSpike(tile, n);
                }
            }
        }

        _network.Evaluate(tile, _kernels, _coefficients, _draw == StreamingSpikeDraw.Median, (float*)_buffers[2 * worker], (float*)_buffers[(2 * worker) + 1]);
    }

    private void EnterSpike(in StreamingTile tile, int n)
    {
        var age = (1 - tile.NextSpike[n]) * _coefficients.Step;
        _coefficients.EnterSpike(age, tile.Current[n], new Span<float>(tile.State + n, ((_network.Inputs - 1) * tile.Lanes) + 1), tile.Lanes);
        (tile.Since[n], tile.Hazard[n]) = (age, 0);
        tile.Spikes[n] = StreamingState.NextCount(tile.Spikes[n]);
        tile.Target[n] = StreamingState.Target(_draw, _seed, tile.First + n, tile.Spikes[n]);
    }
}
