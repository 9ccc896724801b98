using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

/// <summary>A network with random weights, its graphs, and what they are held to.</summary>
internal sealed class GraphCase
{
    private const int Seed = 7;

    private GraphCase(FnoWeights weights, int length) => (Weights, Length) = (weights, length);

    public FnoWeights Weights { get; }

    public int Length { get; }

    /// <summary>Two layers of six channels: every kind of node, in a moment.</summary>
    public static GraphCase Small { get; } = Create(
        new NetworkShape { InputChannels = 3, HiddenChannels = 6, Layers = 2, Modes = 20, LiftingChannels = 8, ProjectionChannels = 10, ChannelMlpChannels = 4 }, 503);

    public static GraphCase Create(NetworkShape shape, int length) => new(FnoWeights.Random(shape, Seed), length);

    /// <summary>The products over the whole axis, or in blocks.</summary>
    public SpectralBasis Basis(bool isShort) =>
        isShort ? SpectralBasis.Short(Length, Weights.Shape.Modes)! : SpectralBasis.Plain(Length, Weights.Shape.Modes);

    public byte[] Graph(bool isShort, GraphPrecision? precision = null) => OperatorGraph.Write(Weights, Basis(isShort), precision ?? GraphPrecision.Float);

    /// <summary>Every product in one arithmetic; ranges from the activations of <see cref="Input"/>.</summary>
    public GraphPrecision All(SiteArithmetic arithmetic, bool isShort)
    {
        string[] sites = [.. GraphSites.All(Weights.Shape, Basis(isShort)).Where(site => arithmetic != SiteArithmetic.Int8 || GraphSites.CanBeInt8(site))];
        return new GraphPrecision
        {
            Sites = sites.ToDictionary(site => site, _ => arithmetic),
            Ranges = arithmetic == SiteArithmetic.Int8 ? Ranges(isShort) : new Dictionary<string, float>(),
        };
    }

    /// <summary>Noise of one standard deviation, the same for the same count. Shape [batch, C, L].</summary>
    public float[] Input(int batch)
    {
        var random = new SeededRandom(Seed);
        return [.. Enumerable.Range(0, batch * Weights.Shape.InputChannels * Length).Select(_ => (float)random.NextNormal())];
    }

    /// <summary>The first trace in float64.</summary>
    public double[] Reference(ReadOnlySpan<float> input)
    {
        using var engine = new ReferenceEngine(Weights, Length);
        return engine.Evaluate(input[..(Weights.Shape.InputChannels * Length)]);
    }

    public static double RelativeRms(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual)
    {
        var (difference, size) = (0.0, 0.0);
        for (var i = 0; i < expected.Length; i++)
        {
            difference += Math.Pow(actual[i] - expected[i], 2);
            size += Math.Pow(expected[i], 2);
        }

        return Math.Sqrt(difference / size);
    }

    private Dictionary<string, float> Ranges(bool isShort)
    {
        var (file, activations) = OperatorGraph.WriteObserved(Weights, Basis(isShort));
        string[] names = [.. activations.Values.Distinct().Where(name => name != OnnxGraph.InputName)];
        var input = Input(1);
        var ranges = new Dictionary<string, float> { [OnnxGraph.InputName] = input.Max(Math.Abs) };
        using var session = new OnnxSession(file);
        session.Observe(input, 1, names, (i, values) => ranges[names[i]] = values.ToArray().Max(Math.Abs));
        return ranges;
    }
}
