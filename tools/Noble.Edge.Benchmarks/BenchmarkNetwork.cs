using Noble.Edge.Operator;

namespace Noble.Edge.Benchmarks;

/// <summary>A network to be timed, with random weights: the time does not depend on them.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Shape">The network's sizes.</param>
/// <param name="Length">Samples of the time axis.</param>
internal sealed record BenchmarkNetwork(string Name, NetworkShape Shape, int Length)
{
    /// <summary>The published network and one of this project's own size.</summary>
    public static IReadOnlyList<BenchmarkNetwork> All { get; } =
    [
        new("published", NetworkShape.Published, 8583),
        new("small", new NetworkShape { InputChannels = 24, HiddenChannels = 20, Layers = 6, Modes = 128, LiftingChannels = 40, ProjectionChannels = 80, ChannelMlpChannels = 10 }, 5150),
    ];

    public FnoWeights Weights { get; } = FnoWeights.Random(Shape, seed: 1);

    /// <summary>Multiply-adds of a trace that every evaluation has to make: the pointwise maps, without gelu and transforms.</summary>
    public long PointwiseMultiplyAdds
    {
        get
        {
            long lifting = ((long)(Shape.InputChannels + 1) * Shape.LiftingChannels) + (Shape.LiftingChannels * Shape.HiddenChannels);
            long layer = (Shape.HiddenChannels * Shape.HiddenChannels) + (2L * Shape.HiddenChannels * Shape.ChannelMlpChannels) + Shape.HiddenChannels;
            long projection = (Shape.HiddenChannels + 1L) * Shape.ProjectionChannels;
            return Length * (lifting + (Shape.Layers * layer) + projection);
        }
    }
}
