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

        var count = Spec.InputCount();
        var values = inputs.sub(_mean).div_(_scale).mul(Part(count, true));
        var first = P(StreamingWeights.WeightName(0)).t();
        var read = _whitening.matmul(first.narrow(0, 0, count));
        if (Spec.OwnFilters > 0)
        {
            var filters = Part(Spec.OwnFilters * count, false).reshape(neurons * Spec.OwnFilters, count).matmul(_whitening.t());
            values = cat([values, values.bmm(filters.view(neurons, Spec.OwnFilters, count).transpose(1, 2))], 2);
            read = cat([read, first.narrow(0, count, Spec.OwnFilters)], 0);
        }

        int[] widths = [.. Spec.Hidden, StreamingWeights.OutputCount];
        for (var layer = 0; layer < widths.Length; layer++)
        {
            var weight = layer == 0 ? read : P(StreamingWeights.WeightName(layer)).t();
            var product = addmm(P(StreamingWeights.BiasName(layer)), values.reshape(neurons * samples, -1), weight, 1, 1).view(neurons, samples, widths[layer]);
            var gain = Part(widths[layer], true);
            values = Part(widths[layer], false).PlusProduct(gain, product);
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
        if (!learned.TryGetValue(WhiteningName, out var whitening) || whitening.Shape is not [var rows, var columns] || rows != inputs || columns != inputs)
        {
            throw new ModelFileException(source, WhiteningName, $"a tensor of shape [{inputs}, {inputs}]", "none");
        }

        // What reads the whitened inputs is to read the plain ones: row · whiteningᵀ.
        var by = whitening.As<float>().ToArray();
        Turn(spec, StreamingWeights.FromTensors(spec, tensors, source).ToTensors(), tensors, row =>
            [.. Enumerable.Range(0, inputs).Select(i => (float)Enumerable.Range(0, inputs).Sum(w => (double)by[(i * inputs) + w] * row[w]))]);
        return StreamingWeights.FromTensors(spec, tensors, source);
    }

    /// <summary>Takes weights of the runtime; the whitening, which is part of what reads the inputs, is divided out of it.</summary>
    public void Begin(StreamingWeights weights)
    {
        var inputs = Spec.InputCount();
        var by = Host(_whitening);
        var tensors = weights.ToTensors().ToDictionary();

        // Its columns are at right angles, so that its inverse has them as rows, each over its square.
        double[] squares = [.. Enumerable.Range(0, inputs).Select(w => Enumerable.Range(0, inputs).Sum(i => (double)by[(i * inputs) + w] * by[(i * inputs) + w]))];
        Turn(Spec, weights.ToTensors(), tensors, row =>
            [.. Enumerable.Range(0, inputs).Select(w => (float)(Enumerable.Range(0, inputs).Sum(i => (double)by[(i * inputs) + w] * row[i]) / squares[w]))]);
        tensors[WhiteningName] = new TensorData(by, inputs, inputs);
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

    // Everything that is a row over the inputs: of the first layer's map, and of own filters in what makes them.
    private static void Turn(StreamingSpec spec, IReadOnlyDictionary<string, TensorData> from, Dictionary<string, TensorData> to, Func<float[], float[]> turn)
    {
        var inputs = spec.InputCount();
        var last = spec.ConditioningHidden.Length;
        Rows(StreamingWeights.WeightName(0), 0, spec.Hidden[0], spec.ReadCount(), 1, 1);
        var width = last > 0 ? spec.ConditioningHidden[^1] : spec.Features.Length;
        Rows(StreamingWeights.ConditioningWeightName(last), inputs * width, spec.OwnFilters, inputs * width, width, width);
        Rows(StreamingWeights.ConditioningBiasName(last), inputs, spec.OwnFilters, inputs, 1, 1);

        // Of each block, as many rows as the stride between their numbers, side by side.
        void Rows(string name, int start, int blocks, int block, int sideBySide, int stride)
        {
            var values = from[name].As<float>().ToArray();
            foreach (var at in Enumerable.Range(0, blocks).SelectMany(b => Enumerable.Range(0, sideBySide).Select(s => start + (b * block) + s)))
            {
                var turned = turn([.. Enumerable.Range(0, inputs).Select(i => values[at + (i * stride)])]);
                for (var i = 0; i < inputs; i++)
                {
                    values[at + (i * stride)] = turned[i];
                }
            }

            to[name] = new TensorData(values, from[name].Shape);
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
            if (name == StreamingWeights.ConditioningBiasName(Spec.ConditioningHidden.Length) && Spec.OwnFilters > 0)
            {
                // Own filters start as the same for every neuron, and different from each other.
                var (inputs, count) = (Spec.InputCount(), Spec.OwnFilters * Spec.InputCount());
                bias.narrow(0, inputs, count).copy_(randn(count, generator: generator).mul_(1 / Math.Sqrt(inputs)));
            }

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
