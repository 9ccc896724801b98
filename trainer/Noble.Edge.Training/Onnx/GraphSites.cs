using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>The places of the network whose arithmetic is chosen one by one: each product of an activation with weights.</summary>
internal static class GraphSites
{
    /// <summary>First and second map of the lifting and of the projection.</summary>
    public const string Lifting0 = "lifting.0", Lifting1 = "lifting.1", Projection0 = "projection.0", Projection1 = "projection.1";

    /// <summary>A layer's linear skip.</summary>
    public static string Skip(int layer) => $"layer.{layer}.skip";

    /// <summary>First or second map of a layer's MLP.</summary>
    public static string Mlp(int layer, int map) => $"layer.{layer}.mlp.{map}";

    /// <summary>A layer's product inside blocks, on the way to the modes; not in the plain form.</summary>
    public static string BlocksDown(int layer) => $"layer.{layer}.spectral.blocks.down";

    /// <summary>A layer's product that gives the modes.</summary>
    public static string ModesDown(int layer) => $"layer.{layer}.spectral.modes.down";

    /// <summary>A layer's mode mixing, whose weights differ from mode to mode. It is never int8: it reads every weight once and is bound by memory.</summary>
    public static string Mix(int layer) => $"layer.{layer}.spectral.mix";

    /// <summary>A layer's product that leaves the modes.</summary>
    public static string ModesUp(int layer) => $"layer.{layer}.spectral.modes.up";

    /// <summary>A layer's product inside blocks, on the way to the samples; not in the plain form.</summary>
    public static string BlocksUp(int layer) => $"layer.{layer}.spectral.blocks.up";

    /// <summary>Whether a site can be int8.</summary>
    public static bool CanBeInt8(string site) => !site.EndsWith(".mix", StringComparison.Ordinal);

    /// <summary>All of a graph, in the order in which they are computed.</summary>
    public static IReadOnlyList<string> All(NetworkShape shape, SpectralBasis basis) =>
    [
        Lifting0, Lifting1,
        .. Enumerable.Range(0, shape.Layers).SelectMany(layer => Layer(layer, basis)),
        Projection0, Projection1,
    ];

    private static IEnumerable<string> Layer(int layer, SpectralBasis basis) => basis.IsPlain
        ? [ModesDown(layer), Mix(layer), ModesUp(layer), Skip(layer), Mlp(layer, 0), Mlp(layer, 1)]
        : [BlocksDown(layer), ModesDown(layer), Mix(layer), ModesUp(layer), BlocksUp(layer), Skip(layer), Mlp(layer, 0), Mlp(layer, 1)];
}
