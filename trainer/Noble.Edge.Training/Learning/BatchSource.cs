using Noble.Edge.Operator;
using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Makes training batches: embedded input and true voltage of the traces that are neither held out by neuron nor by current.</summary>
/// <remarks>The order of traces is a function of seed and epoch alone, so that a resumed run sees what an uninterrupted one would.</remarks>
public sealed class BatchSource
{
    private readonly DataSet _data;
    private readonly ModelDesign _design;
    private readonly int _batch;
    private readonly ulong _seed;
    private readonly int[] _traces;
    private readonly int[] _pointOfNeuron; // latent point of each of the data set's neurons, -1 for held out
    private readonly InputEmbedding _embedding;
    private readonly float[] _input;
    private readonly float[] _target;
    private readonly float[] _offset;
    private readonly int _offsetFeature;

    /// <param name="data">Traces.</param>
    /// <param name="design">Latent space and clocks.</param>
    /// <param name="configuration">Batch, seed and what is held out.</param>
    /// <exception cref="DataSetException">Nothing is left to train on.</exception>
    public BatchSource(DataSet data, ModelDesign design, TrainingConfiguration configuration)
    {
        (_data, _design, _batch, _seed) = (data, design, configuration.Batch, (ulong)configuration.Seed);
        _pointOfNeuron = new int[data.Manifest.Neurons.Length];
        Array.Fill(_pointOfNeuron, -1);
        for (var p = 0; p < design.TrainingNeurons.Length; p++)
        {
            _pointOfNeuron[design.TrainingNeurons[p]] = p;
        }

        var traces = data.Manifest.Traces;
        _traces = [.. Enumerable.Range(0, traces.Length).Where(t => _pointOfNeuron[traces[t].Neuron] >= 0 && !configuration.IsHeldOut(data.ExcessNanoamperes(t)))];
        if (_traces.Length < _batch)
        {
            throw new DataSetException($"{_traces.Length} traces are left for training, expected at least a batch of {_batch}");
        }

        var length = data.Manifest.Grid.Length;
        _embedding = new InputEmbedding(design.Manifest);
        _input = new float[_embedding.ChannelCount * _batch * length];
        _target = new float[_batch * length];
        _offset = new float[_batch];
        _offsetFeature = design.Manifest.Output.OffsetFeature is { } feature ? design.Manifest.Latent.IndexOf(feature) : -1;
    }

    /// <summary>Traces in training.</summary>
    public int TraceCount => _traces.Length;

    /// <summary>Steps in which each trace is seen about once.</summary>
    public long StepsPerEpoch => _traces.Length / _batch;

    /// <summary>The batch of a step.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="device">Where the tensors go.</param>
    /// <returns>Input [channel, batch, L], target [batch, L] in mV, resting voltage [batch, 1] in mV.</returns>
    public (Tensor Input, Tensor Target, Tensor Offset) Make(long step, Device device)
    {
        var length = _data.Manifest.Grid.Length;
        var order = Order(step / StepsPerEpoch);
        var first = (int)(step % StepsPerEpoch) * _batch;
        var coefficients = _design.Manifest.Clock?.CoefficientCount ?? 0;
        for (var b = 0; b < _batch; b++)
        {
            var trace = _traces[order[first + b]];
            var point = _pointOfNeuron[_data.Manifest.Traces[trace].Neuron];
            var features = _design.Manifest.Latent.Points[point].Values;
            var clock = _design.TrainedClocks is null ? [] : _design.TrainedClocks.AsSpan(point * coefficients, coefficients);
            _embedding.Fill(_data.Manifest.Traces[trace].CurrentNanoamperes, features, clock, _input.AsSpan(b * length), _batch * length);
            _data.Voltage(trace).CopyTo(_target.AsSpan(b * length));
            _offset[b] = (float)(_design.Manifest.Output.OffsetMillivolts + (_offsetFeature < 0 ? 0 : features[_offsetFeature]));
        }

        return (
            tensor(_input, [_embedding.ChannelCount, _batch, length]).to(device),
            tensor(_target, [_batch, length]).to(device),
            tensor(_offset, [_batch, 1]).to(device));
    }

    // Fisher-Yates with a stream of its own for each epoch.
    private int[] Order(long epoch)
    {
        if (epoch == _orderEpoch)
        {
            return _order;
        }

        var random = new SeededRandom(_seed, 0x7261696E, (ulong)epoch);
        var order = Enumerable.Range(0, _traces.Length).ToArray();
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = random.NextIndex(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        (_order, _orderEpoch) = (order, epoch);
        return order;
    }

    private int[] _order = [];
    private long _orderEpoch = -1;
}
