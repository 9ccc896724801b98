using Noble.Edge.Operator;
using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Makes training batches: embedded input and true voltage of the traces that are neither held out by neuron nor by current.</summary>
/// <remarks>
/// The order of traces is a function of seed and epoch alone, so that a resumed run sees what an uninterrupted one would.
/// </remarks>
public sealed class BatchSource : IBatchSource, IDisposable
{
    private readonly DataSet _data;
    private readonly ModelDesign _design;
    private readonly int _batch;
    private readonly ulong _seed;
    private readonly int[] _traces;
    private readonly int[] _pointOfNeuron; // latent point of each of the data set's neurons, -1 for held out
    private readonly ScratchPool<TraceEmbedding> _embeddings;
    private readonly BatchMemory _memory;
    private readonly int _largestShift; // [samples]
    private readonly int _offsetFeature;
    private readonly int _length; // of the model's window

    /// <param name="data">Traces.</param>
    /// <param name="design">Latent space and clocks.</param>
    /// <param name="configuration">Batch, seed and what is held out.</param>
    /// <param name="traces">Which traces to make batches of; null for those that are in training.</param>
    /// <exception cref="DataSetException">There are fewer than a batch of them.</exception>
    public BatchSource(DataSet data, ModelDesign design, TrainingConfiguration configuration, int[]? traces = null)
    {
        (_data, _design, _batch, _seed) = (data, design, configuration.Batch, (ulong)configuration.Seed);
        _pointOfNeuron = new int[data.Manifest.Neurons.Length];
        Array.Fill(_pointOfNeuron, -1);
        for (var p = 0; p < design.TrainingNeurons.Length; p++)
        {
            _pointOfNeuron[design.TrainingNeurons[p]] = p;
        }

        _traces = traces ?? TraceSelection.Training(data, design, configuration);
        if (_traces.Length < _batch)
        {
            throw new DataSetException($"{_traces.Length} traces are left for training, expected at least a batch of {_batch}");
        }

        _length = design.Manifest.Grid.Length;
        _largestShift = data.Manifest.Grid.Length - _length;
        _embeddings = new ScratchPool<TraceEmbedding>(() => new TraceEmbedding(design.Manifest, data.Manifest.Grid));
        _memory = new BatchMemory(design.Manifest.Network.InputChannels, _batch, _length);
        _offsetFeature = design.Manifest.Output.OffsetFeature is { } feature ? design.Manifest.Latent.IndexOf(feature) : -1;
    }

    /// <summary>Traces in training.</summary>
    public int TraceCount => _traces.Length;

    /// <summary>Steps in which each trace is seen about once.</summary>
    public long StepsPerEpoch => _traces.Length / _batch;

    /// <summary>The batch of a step; may be called by several threads at a time.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="device">Where the tensors go.</param>
    public TraceBatch Make(long step, Device device)
    {
        var order = Order(step / StepsPerEpoch);
        var first = (int)(step % StepsPerEpoch) * _batch;
        var traces = Enumerable.Range(first, _batch).Select(i => _traces[order[i]]).ToArray();
        return Fill(traces, place => RandomWindows.Shift((long)_seed, step, place, _largestShift), device);
    }

    /// <summary>A batch of given traces, their windows from 0; may be called by several threads at a time.</summary>
    /// <param name="traces">Indices in the data set, as many as a batch has or fewer.</param>
    /// <param name="device">Where the tensors go.</param>
    public TraceBatch Of(int[] traces, Device device) => Fill(traces, _ => 0, device);

    private TraceBatch Fill(int[] traces, Func<int, int> shiftOf, Device device) => _embeddings.Use(embedding =>
        _memory.Make(traces, device, (input, target, offset) => Write(traces, shiftOf, embedding, input, target, offset)));

    private void Write(int[] traces, Func<int, int> shiftOf, TraceEmbedding embedding, Span<float> input, Span<float> target, Span<float> offset)
    {
        var coefficients = _design.Manifest.Clock?.CoefficientCount ?? 0;
        var stride = traces.Length * _length;
        for (var b = 0; b < traces.Length; b++)
        {
            var entry = _data.Manifest.Traces[traces[b]];
            var point = _pointOfNeuron[entry.Neuron];
            var features = _design.Manifest.Latent.Points[point].Values;
            var clock = _design.TrainedClocks is null ? [] : _design.TrainedClocks.AsSpan(point * coefficients, coefficients);
            var shift = shiftOf(b);
            embedding.Fill(shift, entry.CurrentNanoamperes, features, clock, input[(b * _length)..], stride);
            _data.Voltage(traces[b]).Slice(shift, _length).CopyTo(target[(b * _length)..]);
            offset[b] = (float)(_design.Manifest.Output.OffsetMillivolts + (_offsetFeature < 0 ? 0 : features[_offsetFeature]));
        }
    }

    // Fisher-Yates with a stream of its own for each epoch.
    private int[] Order(long epoch)
    {
        var last = _order;
        if (last.Epoch == epoch)
        {
            return last.Traces;
        }

        var random = new SeededRandom(_seed, 0x7261696E, (ulong)epoch);
        var order = Enumerable.Range(0, _traces.Length).ToArray();
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = random.NextIndex(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        _order = new EpochOrder(epoch, order);
        return order;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _embeddings.Dispose();
        _memory.Dispose();
    }

    // Replaced as a whole: several threads read it.
    private volatile EpochOrder _order = new(-1, []);

    private sealed record EpochOrder(long Epoch, int[] Traces);
}
