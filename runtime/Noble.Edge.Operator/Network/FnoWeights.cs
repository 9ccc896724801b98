namespace Noble.Edge.Operator;

/// <summary>
/// The weights of a Fourier neural operator in the layout of a neuraloperator checkpoint: float32, C order. Immutable,
/// shared by every engine that evaluates the network.
/// </summary>
public sealed class FnoWeights
{
    private readonly Dictionary<string, TensorData> _tensors;

    private FnoWeights(NetworkShape shape, Dictionary<string, TensorData> tensors)
    {
        Shape = shape;
        _tensors = tensors;
        Blocks = [.. Enumerable.Range(0, shape.Layers).Select(layer => new FnoBlockWeights(this, layer))];
    }

    /// <summary>The network's sizes.</summary>
    public NetworkShape Shape { get; }

    /// <summary>The Fourier layers, first to last.</summary>
    public IReadOnlyList<FnoBlockWeights> Blocks { get; }

    /// <summary>Real numbers in all tensors together.</summary>
    public long ParameterCount => _tensors.Values.Sum(tensor => (long)tensor.Count);

    /// <summary>First map of the lifting, shape [lifting channels, input channels + 1]; the last input is the grid channel.</summary>
    public ReadOnlySpan<float> LiftingWeight0 => this[FnoTensors.LiftingWeight0];

    /// <summary>Bias of the first lifting map, shape [lifting channels].</summary>
    public ReadOnlySpan<float> LiftingBias0 => this[FnoTensors.LiftingBias0];

    /// <summary>Second map of the lifting, shape [hidden channels, lifting channels].</summary>
    public ReadOnlySpan<float> LiftingWeight1 => this[FnoTensors.LiftingWeight1];

    /// <summary>Bias of the second lifting map, shape [hidden channels].</summary>
    public ReadOnlySpan<float> LiftingBias1 => this[FnoTensors.LiftingBias1];

    /// <summary>First map of the projection, shape [projection channels, hidden channels].</summary>
    public ReadOnlySpan<float> ProjectionWeight0 => this[FnoTensors.ProjectionWeight0];

    /// <summary>Bias of the first projection map, shape [projection channels].</summary>
    public ReadOnlySpan<float> ProjectionBias0 => this[FnoTensors.ProjectionBias0];

    /// <summary>Second map of the projection, shape [projection channels].</summary>
    public ReadOnlySpan<float> ProjectionWeight1 => this[FnoTensors.ProjectionWeight1];

    /// <summary>Bias of the second projection map.</summary>
    public float ProjectionBias1 => this[FnoTensors.ProjectionBias1][0];

    internal ReadOnlySpan<float> this[string name] => _tensors[name].As<float>();

    /// <summary>Takes the network's tensors out of a file and checks every one.</summary>
    /// <param name="shape">The sizes the model declares.</param>
    /// <param name="tensors">The tensors by name, as <see cref="FnoTensors.Layout"/> lists them.</param>
    /// <param name="source">The file, for messages.</param>
    /// <exception cref="ModelFileException">A tensor is missing, not in the network, of another shape or element type, or not finite.</exception>
    public static FnoWeights FromTensors(NetworkShape shape, IReadOnlyDictionary<string, TensorData> tensors, string source)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(source);
        var taken = new Dictionary<string, TensorData>(StringComparer.Ordinal);
        foreach ((string name, int[] axes) in FnoTensors.Layout(shape))
        {
            taken.Add(name, ModelTensors.Take(name, axes, tensors, source));
        }

        ModelTensors.RefuseOthers(taken, tensors, source);
        return new FnoWeights(shape, taken);
    }

    /// <summary>
    /// A network with random weights for tests and benchmarks; equal seeds give equal weights on every machine. Sized so
    /// that activations neither die nor explode through the layers.
    /// </summary>
    public static FnoWeights Random(NetworkShape shape, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var random = new WeightRandom(seed);
        var tensors = new Dictionary<string, TensorData>(StringComparer.Ordinal);
        foreach ((string name, int[] axes) in FnoTensors.Layout(shape))
        {
            tensors.Add(name, new TensorData(random.Tensor(name, axes), axes));
        }

        return new FnoWeights(shape, tensors);
    }

    /// <summary>The tensors by name, ready for <see cref="SafetensorsFile.Write"/>; they share this object's memory.</summary>
    public IReadOnlyDictionary<string, TensorData> ToTensors() => _tensors;
}
