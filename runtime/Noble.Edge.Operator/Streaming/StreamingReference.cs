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
    private readonly StreamingCells _cells;
    private readonly float[] _mean;
    private readonly float[] _scale;
    private readonly float[][] _weights; // [layer][output, input]
    private readonly float[][] _biases;
    private readonly float[] _input; // what the first layer reads
    private readonly float[][] _values; // of each layer, the outputs last

    /// <summary>Puts neurons to rest.</summary>
    /// <param name="neurons">The neurons.</param>
    /// <param name="draw">How spikes are drawn.</param>
    /// <param name="seed">Seed of the drawn ones; neuron n has the stream n.</param>
    public StreamingReference(StreamingNeurons neurons, StreamingSpikeDraw draw = StreamingSpikeDraw.Median, ulong seed = 1)
    {
        (_neurons, _cells) = (neurons, new StreamingCells(neurons, draw, seed));
        (_mean, _scale, _input) = (neurons.Weights.Mean.ToArray(), neurons.Weights.Scale.ToArray(), new float[Spec.ReadCount()]);
        _values = [.. Spec.Hidden.Append(StreamingWeights.OutputCount).Select(width => new float[width])];
        _weights = [.. _values.Select((_, layer) => neurons.Weights.Weight(layer).ToArray())];
        _biases = [.. _values.Select((_, layer) => neurons.Weights.Bias(layer).ToArray())];
        Reset();
    }

    /// <inheritdoc/>
    public StreamingSpec Spec => _neurons.Weights.Spec;

    /// <inheritdoc/>
    public int NeuronCount => _neurons.Count;

    /// <inheritdoc/>
    public string Description => "scalar reference";

    /// <inheritdoc/>
    public long Time => _cells.Time;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Voltage => _cells.Voltage;

    /// <inheritdoc/>
    public ReadOnlySpan<float> NextSpike => _cells.NextSpike;

    /// <inheritdoc/>
    public (long NotFinite, long OutOfRange) InputFaults => _cells.InputFaults;

    /// <inheritdoc/>
    public int StateLength => StreamingState.Length(Spec, NeuronCount);

    /// <inheritdoc/>
    public void Reset()
    {
        _cells.Clear();
        Read();
    }

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<float> currentNanoamperes, ReadOnlySpan<float> conductanceNanosiemens = default)
    {
        _cells.Advance(currentNanoamperes, conductanceNanosiemens);
        Read();
    }

    /// <inheritdoc/>
    public void Save(Span<float> state) => _cells.Save(state);

    /// <inheritdoc/>
    public void Restore(ReadOnlySpan<float> state) => _cells.Restore(state);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Read()
    {
        for (var n = 0; n < NeuronCount; n++)
        {
            var outputs = Network(_cells.State.Slice(n * Spec.InputCount(), Spec.InputCount()), _neurons.Modulation(n));
            _cells.Put(n, outputs[0], outputs[1]);
        }
    }

    private ReadOnlySpan<float> Network(ReadOnlySpan<float> state, ReadOnlySpan<float> modulation)
    {
        for (var i = 0; i < state.Length; i++)
        {
            var gain = modulation[i] / _scale[i];
            _input[i] = MathF.FusedMultiplyAdd(gain, state[i], -gain * _mean[i]);
        }

        var at = state.Length;
        for (var filter = state.Length; filter < _input.Length; filter++, at += state.Length)
        {
            var sum = 0f;
            for (var i = 0; i < state.Length; i++)
            {
                sum = MathF.FusedMultiplyAdd(modulation[at + i], _input[i], sum);
            }

            _input[filter] = sum;
        }

        ReadOnlySpan<float> values = _input;
        for (var layer = 0; layer < _values.Length; layer++)
        {
            var next = _values[layer];
            for (var o = 0; o < next.Length; o++)
            {
                var row = _weights[layer].AsSpan(o * values.Length, values.Length);
                var sum = 0f;
                for (var i = 0; i < values.Length; i++)
                {
                    sum = MathF.FusedMultiplyAdd(row[i], values[i], sum);
                }

                var (gain, shift) = (modulation[at + o], modulation[at + next.Length + o]);
                var value = MathF.FusedMultiplyAdd(gain, sum, MathF.FusedMultiplyAdd(gain, _biases[layer][o], shift));
                next[o] = layer == _values.Length - 1 ? value : StreamingMath.HardSwish(value);
            }

            at += 2 * next.Length;
            values = next;
        }

        return values;
    }
}
