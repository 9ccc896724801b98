namespace Noble.Edge.Operator;

/// <summary>The streaming operator's tensors, float32, and a neuron's gains and shifts that follow from its latent features. Immutable.</summary>
/// <remarks>
/// The network, for inputs x of n neurons: u = a ⊙ (x − mean) / scale, and beside it the neuron's own filters F u; each hidden layer h = act(g ⊙ (W u + b) + s); outputs z = g ⊙ (W h + b) + s:
/// the logarithm of the hazard per ms, and the voltage in the output's unit. act(v) = v · clamp(v / 6 + 1/2, 0, 1) (hard swish; Howard et al. 2019,
/// arXiv 1905.02244). The neuron's gains (1 + what the conditioning network puts out) and shifts are feature-wise modulation (Perez et al. 2018,
/// arXiv 1709.07871). The conditioning network sees each feature mapped from its latent range to −1 to 1.
/// </remarks>
public sealed class StreamingWeights
{
    /// <summary>Outputs of the network: logarithm of the hazard, voltage.</summary>
    public const int OutputCount = 2;

    /// <summary>Bounds of the first output [log 1/ms], which keep the hazard a number.</summary>
    public const float LowestLogHazard = -20, HighestLogHazard = 6;

    internal const string InputMean = "input.mean", InputScale = "input.scale";

    private readonly Dictionary<string, TensorData> _tensors;

    private StreamingWeights(StreamingSpec spec, Dictionary<string, TensorData> tensors)
    {
        (Spec, _tensors) = (spec, tensors);
    }

    /// <summary>Sizes and time constants.</summary>
    public StreamingSpec Spec { get; }

    /// <summary>Mean of each input over the training data, shape [input].</summary>
    public ReadOnlySpan<float> Mean => this[InputMean];

    /// <summary>Standard deviation of each input over the training data, shape [input], over 0.</summary>
    public ReadOnlySpan<float> Scale => this[InputScale];

    /// <summary>Real numbers in all tensors together.</summary>
    public long ParameterCount => _tensors.Values.Sum(tensor => (long)tensor.Count);

    private ReadOnlySpan<float> this[string name] => _tensors[name].As<float>();

    /// <summary>Map of a layer, the last one the outputs', shape [output, input].</summary>
    public ReadOnlySpan<float> Weight(int layer) => this[WeightName(layer)];

    /// <summary>Its bias, shape [output].</summary>
    public ReadOnlySpan<float> Bias(int layer) => this[BiasName(layer)];

    /// <summary>Every tensor of a spec with its shape, in a fixed order.</summary>
    public static IReadOnlyList<KeyValuePair<string, int[]>> Layout(StreamingSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var inputs = spec.InputCount();
        var layout = new List<KeyValuePair<string, int[]>> { new(InputMean, [inputs]), new(InputScale, [inputs]) };
        Add([spec.ReadCount(), .. spec.Hidden, OutputCount], WeightName, BiasName);
        Add([spec.Features.Length, .. spec.ConditioningHidden, spec.ModulationCount()], ConditioningWeightName, ConditioningBiasName);
        return layout;

        void Add(int[] widths, Func<int, string> weight, Func<int, string> bias)
        {
            for (var layer = 0; layer + 1 < widths.Length; layer++)
            {
                layout.Add(new(weight(layer), [widths[layer + 1], widths[layer]]));
                layout.Add(new(bias(layer), [widths[layer + 1]]));
            }
        }
    }

    /// <summary>Takes the tensors out of a file and checks every one.</summary>
    /// <exception cref="ModelFileException">A tensor is missing, of another shape or element type, or not finite, or there is one too many.</exception>
    public static StreamingWeights FromTensors(StreamingSpec spec, IReadOnlyDictionary<string, TensorData> tensors, string source)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var taken = Layout(spec).ToDictionary(entry => entry.Key, entry => ModelTensors.Take(entry.Key, entry.Value, tensors, source), StringComparer.Ordinal);
        ModelTensors.RefuseOthers(taken, tensors, source);
        if (taken[InputScale].As<float>().ToArray().Any(scale => !(scale > 0)))
        {
            throw new ModelFileException(source, InputScale, "scales over 0", "one that is not");
        }

        return new StreamingWeights(spec, taken);
    }

    /// <summary>Random weights for tests and benchmarks; equal seeds give equal weights on every machine.</summary>
    public static StreamingWeights Random(StreamingSpec spec, ulong seed)
    {
        var random = new WeightRandom(seed);
        return new StreamingWeights(spec, Layout(spec).ToDictionary(
            entry => entry.Key,
            entry => new TensorData(entry.Key == InputScale ? [.. Enumerable.Repeat(1f, entry.Value[0])] : random.Tensor(entry.Key, entry.Value is [var only] ? [only, 1] : entry.Value), entry.Value),
            StringComparer.Ordinal));
    }

    /// <summary>The tensors by name, ready for <see cref="SafetensorsFile.Write"/>; they share this object's memory.</summary>
    public IReadOnlyDictionary<string, TensorData> ToTensors() => _tensors;

    /// <summary>A neuron's modulation: gains of inputs [input]; own filters [filter, input]; for each hidden layer gains [width], shifts [width]; for the outputs gains [2], shifts [2].</summary>
    /// <param name="features">The neuron's features, each from −1 at the low end of the latent range to 1 at the high one, shape [feature].</param>
    /// <param name="modulation">Receives <see cref="StreamingSpec.ModulationCount"/> numbers; gains have their 1 added.</param>
    public void Modulate(ReadOnlySpan<float> features, Span<float> modulation)
    {
        int[] widths = [Spec.Features.Length, .. Spec.ConditioningHidden, Spec.ModulationCount()];
        var values = features.ToArray().Select(value => (double)value).ToArray();
        for (var layer = 0; layer + 1 < widths.Length; layer++)
        {
            var weight = this[ConditioningWeightName(layer)];
            var bias = this[ConditioningBiasName(layer)];
            var next = new double[widths[layer + 1]];
            for (var o = 0; o < next.Length; o++)
            {
                double sum = bias[o];
                for (var i = 0; i < values.Length; i++)
                {
                    sum += weight[(o * values.Length) + i] * values[i];
                }

                next[o] = layer + 2 < widths.Length ? sum * Math.Clamp((sum / 6) + 0.5, 0, 1) : sum;
            }

            values = next;
        }

        var at = 0;
        foreach (var (count, isGain) in ModulationParts())
        {
            for (var end = at + count; at < end; at++)
            {
                modulation[at] = (float)(values[at] + (isGain ? 1 : 0));
            }
        }
    }

    /// <summary>Lengths of the parts of a modulation in order, and whether they are gains or shifts.</summary>
    public IEnumerable<(int Count, bool IsGain)> ModulationParts()
    {
        yield return (Spec.InputCount(), true);
        yield return (Spec.OwnFilters * Spec.InputCount(), false);
        foreach (var width in Spec.Hidden.Append(OutputCount))
        {
            yield return (width, true);
            yield return (width, false);
        }
    }

    internal static string WeightName(int layer) => $"layers.{layer}.weight";

    internal static string BiasName(int layer) => $"layers.{layer}.bias";

    internal static string ConditioningWeightName(int layer) => $"conditioning.{layer}.weight";

    internal static string ConditioningBiasName(int layer) => $"conditioning.{layer}.bias";
}
