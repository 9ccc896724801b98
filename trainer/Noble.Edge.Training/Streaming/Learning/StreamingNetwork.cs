using Noble.Edge.Operator;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>The streaming operator's network with gradients, for samples of several neurons at a time.</summary>
internal sealed class StreamingNetwork : IDisposable
{
    private const string WhiteningName = "input.whitening";
    private const double FirstLogHazard = -4; // where it starts, a spike in 50 ms

    private readonly Dictionary<string, Parameter> _parameters = [];
    private readonly Tensor _mean; // [input]
    private readonly Tensor _scale;
    private readonly Tensor _whitening; // [input, whitened input]

    /// <param name="spec">Sizes.</param>
    /// <param name="normalisation">Of the inputs.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="seed">Of the first weights.</param>
    public StreamingNetwork(StreamingSpec spec, StreamingNormalisation normalisation, Device device, long seed)
    {
        (Spec, Device) = (spec, device);
        var inputs = spec.InputCount();
        (_mean, _scale) = (tensor(normalisation.Mean, device: device), tensor(normalisation.Scale, device: device));
        _whitening = tensor(normalisation.Whitening, [inputs, inputs], device: device);
        var layout = StreamingWeights.Layout(spec).Where(entry => !entry.Key.StartsWith("input.", StringComparison.Ordinal)).ToArray();
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)seed, CPU);
        Weights = cat([.. layout.Select(entry => Initial(entry.Key, entry.Value, generator).reshape(-1))], 0).to(device).DetachFromDisposeScope();
        long at = 0;
        foreach (var (name, shape) in layout)
        {
            var count = shape.Aggregate(1L, (a, b) => a * b);
            _parameters[name] = new Parameter(Weights.narrow(0, at, count).view([.. shape.Select(size => (long)size)]).detach(), requires_grad: true);
            at += count;
            _parameters[name].DetachFromDisposeScope();
        }
    }

    public StreamingSpec Spec { get; }

    public Device Device { get; }

    /// <summary>All parameters one after the other: they are views of it.</summary>
    public Tensor Weights { get; }

    public IReadOnlyDictionary<string, Parameter> Parameters => _parameters;

    /// <summary>Applies it.</summary>
    /// <param name="inputs">Shape [neuron, sample, input].</param>
    /// <param name="features">Of the neurons, −1 to 1, shape [neuron, feature].</param>
    /// <returns>Logarithm of the hazard and voltage in units, shape [neuron, sample, 2].</returns>
    public Tensor Forward(Tensor inputs, Tensor features)
    {
        var (neurons, samples) = (inputs.shape[0], inputs.shape[1]);
        var modulation = Conditioning(features);
        long at = 0;
        Tensor Part(long width, bool isGain)
        {
            var part = modulation.narrow(1, at, width).unsqueeze(1);
            at += width;
            return isGain ? part.Plus(1) : part;
        }

        var values = inputs.sub(_mean).div_(_scale).mul(Part(Spec.InputCount(), true));
        int[] widths = [.. Spec.Hidden, StreamingWeights.OutputCount];
        for (var layer = 0; layer < widths.Length; layer++)
        {
            var weight = layer == 0 ? _whitening.matmul(P(StreamingWeights.WeightName(0)).t()) : P(StreamingWeights.WeightName(layer)).t();
            var product = addmm(P(StreamingWeights.BiasName(layer)), values.reshape(neurons * samples, -1), weight, 1, 1).view(neurons, samples, widths[layer]);
            var gain = Part(widths[layer], true);
            values = addcmul(Part(widths[layer], false), gain, product, 1);
            values = layer + 1 < widths.Length ? nn.functional.hardswish(values) : values;
        }

        return values;
    }

    /// <summary>The weights for the runtime: the whitening is part of the first layer's.</summary>
    public StreamingWeights ToWeights(StreamingSpec spec) => Folded(spec, ToTensors(), "the network in training");

    /// <summary>The weights as they are learned, with mean, scale and whitening of the inputs.</summary>
    public IReadOnlyDictionary<string, TensorData> ToTensors()
    {
        var inputs = Spec.InputCount();
        var tensors = _parameters.ToDictionary(parameter => parameter.Key, parameter => new TensorData(Host(parameter.Value), [.. parameter.Value.shape.Select(size => (int)size)]));
        tensors[StreamingWeights.InputMean] = new TensorData(Host(_mean), inputs);
        tensors[StreamingWeights.InputScale] = new TensorData(Host(_scale), inputs);
        tensors[WhiteningName] = new TensorData(Host(_whitening), inputs, inputs);
        return tensors;
    }

    /// <summary>Weights as they are learned made into those of the runtime.</summary>
    /// <exception cref="ModelFileException">A tensor is missing, or of another shape.</exception>
    public static StreamingWeights Folded(StreamingSpec spec, IReadOnlyDictionary<string, TensorData> learned, string source)
    {
        var inputs = spec.InputCount();
        var tensors = learned.Where(tensor => tensor.Key != WhiteningName).ToDictionary();
        var first = StreamingWeights.WeightName(0);
        if (!learned.TryGetValue(WhiteningName, out var whitening) || whitening.Shape is not [var rows, var columns] || rows != inputs || columns != inputs)
        {
            throw new ModelFileException(source, WhiteningName, $"a tensor of shape [{inputs}, {inputs}]", "none");
        }

        if (tensors.TryGetValue(first, out var weight) && weight.Shape is [var outputs, var width] && width == inputs)
        {
            var (from, by, folded) = (weight.As<float>().ToArray(), whitening.As<float>().ToArray(), new float[outputs * inputs]);
            for (var o = 0; o < outputs; o++)
            {
                for (var i = 0; i < inputs; i++)
                {
                    var sum = 0.0;
                    for (var w = 0; w < inputs; w++)
                    {
                        sum += (double)by[(i * inputs) + w] * from[(o * inputs) + w];
                    }

                    folded[(o * inputs) + i] = (float)sum;
                }
            }

            tensors[first] = new TensorData(folded, outputs, inputs);
        }

        return StreamingWeights.FromTensors(spec, tensors, source);
    }

    /// <summary>Takes weights of the runtime; the whitening, which is part of their first layer, is divided out of it.</summary>
    public void Begin(StreamingWeights weights)
    {
        var inputs = Spec.InputCount();
        var whitening = Host(_whitening);
        var tensors = weights.ToTensors().ToDictionary();
        tensors[WhiteningName] = new TensorData(whitening, inputs, inputs);

        // Its columns are at right angles, so that its inverse has them as rows, each over its square.
        var first = StreamingWeights.WeightName(0);
        var (from, learned) = (tensors[first].As<float>().ToArray(), new float[tensors[first].Shape[0] * inputs]);
        for (var w = 0; w < inputs; w++)
        {
            var square = Enumerable.Range(0, inputs).Sum(i => (double)whitening[(i * inputs) + w] * whitening[(i * inputs) + w]);
            for (var o = 0; o < tensors[first].Shape[0]; o++)
            {
                learned[(o * inputs) + w] = (float)(Enumerable.Range(0, inputs).Sum(i => (double)whitening[(i * inputs) + w] * from[(o * inputs) + i]) / square);
            }
        }

        tensors[first] = new TensorData(learned, tensors[first].Shape[0], inputs);
        Load(tensors, "the operator to begin from");
    }

    /// <summary>Takes weights as they are learned.</summary>
    /// <exception cref="ModelFileException">A tensor is missing, or of another shape.</exception>
    public void Load(IReadOnlyDictionary<string, TensorData> learned, string source)
    {
        Folded(Spec, learned, source);
        using var free = no_grad();
        foreach (var (name, data) in learned)
        {
            using var host = tensor(data.As<float>().ToArray());
            var target = name == StreamingWeights.InputMean ? _mean : name == StreamingWeights.InputScale ? _scale : name == WhiteningName ? _whitening : _parameters[name];
            target.copy_(host.view(target.shape));
        }
    }

    public void Dispose()
    {
        _mean.Dispose();
        _scale.Dispose();
        _whitening.Dispose();
        Weights.Dispose();
        foreach (var parameter in _parameters.Values)
        {
            parameter.Dispose();
        }
    }

    private static float[] Host(Tensor tensor)
    {
        using var host = tensor.detach().cpu().contiguous();
        return host.data<float>().ToArray();
    }

    private Tensor Initial(string name, int[] shape, Generator generator)
    {
        long[] size = [.. shape.Select(axis => (long)axis)];
        var last = Spec.Hidden.Length;
        if (shape.Length == 1)
        {
            var bias = zeros(size);
            if (name == StreamingWeights.BiasName(last))
            {
                bias[0] = FirstLogHazard;
            }

            return bias;
        }

        // The modulation starts at nothing: every neuron the same.
        var isModulation = name == StreamingWeights.ConditioningWeightName(Spec.ConditioningHidden.Length);
        var spread = isModulation ? 0 : name == StreamingWeights.WeightName(last) ? 0.1 / Math.Sqrt(shape[1]) : Math.Sqrt(2.0 / shape[1]);
        return randn(size, generator: generator).mul_(spread);
    }

    private Tensor Conditioning(Tensor features)
    {
        var values = features;
        for (var layer = 0; layer <= Spec.ConditioningHidden.Length; layer++)
        {
            values = addmm(P(StreamingWeights.ConditioningBiasName(layer)), values, P(StreamingWeights.ConditioningWeightName(layer)).t(), 1, 1);
            values = layer < Spec.ConditioningHidden.Length ? nn.functional.hardswish(values) : values;
        }

        return values;
    }

    private Parameter P(string name) => _parameters[name];
}
