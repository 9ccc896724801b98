namespace Noble.Edge.Operator;

/// <summary>
/// Neurons one after the other: all of a streaming step but the network, in scalar arithmetic. What an engine adds is the network's two outputs
/// from the state.
/// </summary>
internal sealed class StreamingCells
{
    private readonly StreamingNeurons _neurons;
    private readonly StreamingCoefficients _coefficients;
    private readonly StreamingSpikeDraw _draw;
    private readonly ulong _seed;
    private readonly int _inputs;
    private readonly float[] _state; // [neuron, input]
    private readonly float[] _hazard; // [neuron], integrated since the last spike
    private readonly float[] _target; // [neuron], at which it spikes
    private readonly float[] _since; // [neuron], ms
    private readonly float[] _spikes; // [neuron], count modulo 2^24
    private readonly float[] _voltage;
    private readonly float[] _nextSpike;
    private long _notFinite;
    private long _outOfRange;

    public StreamingCells(StreamingNeurons neurons, StreamingSpikeDraw draw, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        (_neurons, _draw, _seed) = (neurons, draw, seed);
        _coefficients = new StreamingCoefficients(Spec);
        _inputs = Spec.InputCount();
        var count = neurons.Count;
        _state = new float[count * _inputs];
        (_hazard, _target, _since, _spikes, _voltage, _nextSpike) = (new float[count], new float[count], new float[count], new float[count], new float[count], new float[count]);
        Clear();
    }

    public StreamingSpec Spec => _neurons.Weights.Spec;

    public int Count => _neurons.Count;

    public long Time { get; private set; }

    public ReadOnlySpan<float> Voltage => _voltage;

    public ReadOnlySpan<float> NextSpike => _nextSpike;

    public (long NotFinite, long OutOfRange) InputFaults => (_notFinite, _outOfRange);

    /// <summary>The states, shape [neuron, input].</summary>
    public ReadOnlySpan<float> State => _state;

    /// <summary>The same, for one who ties it to the input of a graph.</summary>
    public Memory<float> StateMemory => _state;

    /// <summary>Puts the neurons to rest at time 0; their outputs are those from before.</summary>
    public void Clear()
    {
        (Time, _notFinite, _outOfRange) = (0, 0, 0);
        Array.Clear(_state);
        Array.Clear(_hazard);
        Array.Clear(_spikes);
        Array.Fill(_since, StreamingReference.LongestSince);
        for (var n = 0; n < Count; n++)
        {
            _target[n] = StreamingState.Target(_draw, _seed, n, 0);
        }
    }

    /// <summary>Moves the states to the next time.</summary>
    /// <param name="currents">Current into each neuron, nA.</param>
    /// <param name="conductances">Conductance of each, nS; empty for none.</param>
    public void Advance(ReadOnlySpan<float> currents, ReadOnlySpan<float> conductances)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(currents.Length, Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(conductances.IsEmpty ? Count : conductances.Length, Count);
        for (var n = 0; n < Count; n++)
        {
            Advance(n, Checked(currents[n], _coefficients.LowestCurrent, _coefficients.HighestCurrent), conductances.IsEmpty ? 0 : Checked(conductances[n], 0, _coefficients.MostConductance));
        }

        Time++;
    }

    /// <summary>Takes a neuron's outputs of the network: its voltage, and where the integrated hazard reaches its target.</summary>
    /// <param name="n">The neuron.</param>
    /// <param name="logHazard">First output.</param>
    /// <param name="voltage">Second output.</param>
    public void Put(int n, float logHazard, float voltage)
    {
        var millivolts = MathF.FusedMultiplyAdd(voltage, _coefficients.VoltageScale, _neurons.OffsetMillivolts(n));
        _voltage[n] = StreamingMath.Held(millivolts, StreamingReference.LowestVoltage, StreamingReference.HighestVoltage);
        Integrate(n, StreamingMath.Exp(StreamingMath.Held(logHazard, StreamingWeights.LowestLogHazard, StreamingWeights.HighestLogHazard)));
    }

    public void Save(Span<float> state)
    {
        var writer = new StreamingState.Writer(state, Spec, Count, Time);
        for (var n = 0; n < Count; n++)
        {
            writer.Add(_hazard[n], _target[n], _since[n], _spikes[n], _voltage[n], _nextSpike[n]);
            writer.Add(_state.AsSpan(n * _inputs, _inputs));
        }
    }

    public void Restore(ReadOnlySpan<float> state)
    {
        var reader = new StreamingState.Reader(state, Spec, Count);
        Time = reader.Time;
        for (var n = 0; n < Count; n++)
        {
            (_hazard[n], _target[n], _since[n], _spikes[n], _voltage[n], _nextSpike[n]) = (reader.Next(), reader.Next(), reader.Next(), reader.Next(), reader.Next(), reader.Next());
            foreach (ref var value in _state.AsSpan(n * _inputs, _inputs))
            {
                value = reader.Next();
            }
        }
    }

    private float Checked(float value, float lowest, float highest)
    {
        if (!float.IsFinite(value))
        {
            _notFinite++;
            return 0;
        }

        var held = MathF.Min(MathF.Max(value, lowest), highest);
        _outOfRange += held == value ? 0 : 1;
        return held;
    }

    private void Advance(int n, float current, float conductance)
    {
        var state = _state.AsSpan(n * _inputs, _inputs);
        var unit = current * _coefficients.PerUnit;
        _coefficients.Advance(unit, conductance, state);
        _since[n] = MathF.Min(_since[n] + _coefficients.Step, StreamingReference.LongestSince);
        if (_nextSpike[n] >= 0)
        {
            var age = (1 - _nextSpike[n]) * _coefficients.Step;
            _coefficients.EnterSpike(age, unit, state);
            (_since[n], _hazard[n]) = (age, 0);
            _spikes[n] = StreamingState.NextCount(_spikes[n]);
            _target[n] = StreamingState.Target(_draw, _seed, n, _spikes[n]);
        }
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
