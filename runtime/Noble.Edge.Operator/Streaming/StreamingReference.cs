namespace Noble.Edge.Operator;

/// <summary>The streaming step written out for one neuron after the other: what the vector engine is held to, bit for bit.</summary>
/// <remarks>
/// A step: integrators and traces leak and take the current; a spike that was due since the last time is entered with its age; the network reads
/// the state; the hazard is integrated over the next step, from the end of the refractory time on, and where it reaches its target there is the
/// next spike.
/// </remarks>
public sealed class StreamingReference : IStreamingEngine
{
    /// <summary>Bounds of the voltage [mV], which no input can leave.</summary>
    internal const float LowestVoltage = -150, HighestVoltage = 100;

    /// <summary>Longest time since a spike that is counted [ms].</summary>
    internal const float LongestSince = 1e4f;

    private readonly StreamingNeurons _neurons;
    private readonly StreamingWeights _weights;
    private readonly StreamingCoefficients _coefficients;
    private readonly StreamingSpikeDraw _draw;
    private readonly ulong _seed;
    private readonly float[] _state; // [neuron, input]
    private readonly float[] _hazard; // [neuron], integrated since the last spike
    private readonly float[] _target; // [neuron], at which it spikes
    private readonly float[] _since; // [neuron], ms
    private readonly float[] _spikes; // [neuron], count modulo 2^24
    private readonly float[] _voltage;
    private readonly float[] _nextSpike;
    private readonly float[] _input;
    private readonly float[][] _hidden;
    private readonly float[] _output = new float[StreamingWeights.OutputCount];
    private long _notFinite;
    private long _outOfRange;

    /// <summary>Puts neurons to rest.</summary>
    /// <param name="neurons">The neurons.</param>
    /// <param name="draw">How spikes are drawn.</param>
    /// <param name="seed">Seed of the drawn ones; neuron n has the stream n.</param>
    public StreamingReference(StreamingNeurons neurons, StreamingSpikeDraw draw = StreamingSpikeDraw.Median, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        (_neurons, _weights, _draw, _seed) = (neurons, neurons.Weights, draw, seed);
        _coefficients = new StreamingCoefficients(Spec);
        var count = neurons.Count;
        _state = new float[count * Spec.InputCount()];
        (_hazard, _target, _since, _spikes, _voltage, _nextSpike) = (new float[count], new float[count], new float[count], new float[count], new float[count], new float[count]);
        _input = new float[Spec.InputCount()];
        _hidden = [.. Spec.Hidden.Select(width => new float[width])];
        Reset();
    }

    /// <inheritdoc/>
    public StreamingSpec Spec => _weights.Spec;

    /// <inheritdoc/>
    public int NeuronCount => _neurons.Count;

    /// <inheritdoc/>
    public string Description => "scalar reference";

    /// <inheritdoc/>
    public long Time { get; private set; }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Voltage => _voltage;

    /// <inheritdoc/>
    public ReadOnlySpan<float> NextSpike => _nextSpike;

    /// <inheritdoc/>
    public (long NotFinite, long OutOfRange) InputFaults => (_notFinite, _outOfRange);

    /// <inheritdoc/>
    public int StateLength => StreamingState.Length(Spec, NeuronCount);

    /// <inheritdoc/>
    public void Reset()
    {
        Time = 0;
        (_notFinite, _outOfRange) = (0, 0);
        Array.Clear(_state);
        Array.Clear(_hazard);
        Array.Clear(_spikes);
        Array.Fill(_since, LongestSince);
        for (var n = 0; n < NeuronCount; n++)
        {
            _target[n] = StreamingState.Target(_draw, _seed, n, 0);
            Read(n);
        }
    }

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<float> currentNanoamperes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(currentNanoamperes.Length, NeuronCount);
        for (var n = 0; n < NeuronCount; n++)
        {
            Advance(n, Checked(currentNanoamperes[n]));
            Read(n);
        }

        Time++;
    }

    /// <inheritdoc/>
    public void Save(Span<float> state)
    {
        var writer = new StreamingState.Writer(state, Spec, NeuronCount, Time);
        for (var n = 0; n < NeuronCount; n++)
        {
            writer.Add(_hazard[n], _target[n], _since[n], _spikes[n], _voltage[n], _nextSpike[n]);
            foreach (var value in _state.AsSpan(n * Spec.InputCount(), Spec.InputCount()))
            {
                writer.Add(value);
            }
        }
    }

    /// <inheritdoc/>
    public void Restore(ReadOnlySpan<float> state)
    {
        var reader = new StreamingState.Reader(state, Spec, NeuronCount);
        Time = reader.Time;
        for (var n = 0; n < NeuronCount; n++)
        {
            (_hazard[n], _target[n], _since[n], _spikes[n], _voltage[n], _nextSpike[n]) = (reader.Next(), reader.Next(), reader.Next(), reader.Next(), reader.Next(), reader.Next());
            foreach (ref var value in _state.AsSpan(n * Spec.InputCount(), Spec.InputCount()))
            {
                value = reader.Next();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private float Checked(float current)
    {
        if (!float.IsFinite(current))
        {
            _notFinite++;
            return 0;
        }

        var held = MathF.Min(MathF.Max(current, _coefficients.LowestCurrent), _coefficients.HighestCurrent);
        _outOfRange += held == current ? 0 : 1;
        return held;
    }

    private void Advance(int n, float current)
    {
        var state = _state.AsSpan(n * Spec.InputCount(), Spec.InputCount());
        var unit = current * _coefficients.PerUnit;
        for (var i = 0; i < state.Length; i++)
        {
            state[i] = MathF.FusedMultiplyAdd(_coefficients.Keep[i], state[i], _coefficients.Take[i] * unit);
        }

        _since[n] = MathF.Min(_since[n] + _coefficients.Step, LongestSince);
        if (_nextSpike[n] >= 0)
        {
            var age = (1 - _nextSpike[n]) * _coefficients.Step;
            _coefficients.EnterSpike(age, state);
            (_since[n], _hazard[n]) = (age, 0);
            _spikes[n] = StreamingState.NextCount(_spikes[n]);
            _target[n] = StreamingState.Target(_draw, _seed, n, _spikes[n]);
        }
    }

    private void Read(int n)
    {
        var state = _state.AsSpan(n * Spec.InputCount(), Spec.InputCount());
        var modulation = _neurons.Modulation(n);
        for (var i = 0; i < state.Length; i++)
        {
            var gain = modulation[i] / _weights.Scale[i];
            _input[i] = MathF.FusedMultiplyAdd(gain, state[i], -gain * _weights.Mean[i]);
        }

        var at = state.Length;
        ReadOnlySpan<float> values = _input;
        for (var layer = 0; layer <= _hidden.Length; layer++)
        {
            var isOutput = layer == _hidden.Length;
            var next = isOutput ? _output : _hidden[layer];
            var weight = _weights.Weight(layer);
            var bias = _weights.Bias(layer);
            for (var o = 0; o < next.Length; o++)
            {
                var sum = 0f;
                for (var i = 0; i < values.Length; i++)
                {
                    sum = MathF.FusedMultiplyAdd(weight[(o * values.Length) + i], values[i], sum);
                }

                var (gain, shift) = (modulation[at + o], modulation[at + next.Length + o]);
                var value = MathF.FusedMultiplyAdd(gain, sum, MathF.FusedMultiplyAdd(gain, bias[o], shift));
                next[o] = isOutput ? value : StreamingMath.HardSwish(value);
            }

            at += 2 * next.Length;
            values = next;
        }

        var millivolts = MathF.FusedMultiplyAdd(_output[1], _coefficients.VoltageScale, _neurons.OffsetMillivolts(n));
        _voltage[n] = MathF.Min(MathF.Max(millivolts, LowestVoltage), HighestVoltage);
        Integrate(n, StreamingMath.Exp(MathF.Min(MathF.Max(_output[0], StreamingWeights.LowestLogHazard), StreamingWeights.HighestLogHazard)));
    }

    private void Integrate(int n, float hazard)
    {
        var start = MathF.Max(_coefficients.Refractory - _since[n], 0);
        var length = MathF.Max(_coefficients.Step - start, 0);
        var before = _draw == StreamingSpikeDraw.Median ? _hazard[n] * _coefficients.HazardKeep : _hazard[n];
        var after = MathF.FusedMultiplyAdd(hazard, length, before);
        _nextSpike[n] = after >= _target[n] && length > 0
            ? MathF.Min((start + (MathF.Max(_target[n] - before, 0) / hazard)) / _coefficients.Step, StreamingState.LatestSpike)
            : -1;
        _hazard[n] = after;
    }
}
