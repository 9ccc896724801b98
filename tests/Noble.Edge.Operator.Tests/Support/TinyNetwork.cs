namespace Noble.Edge.Operator.Tests.Support;

/// <summary>The committed fixture <c>Fixtures/tiny-network</c>, whose expected output was computed without this project's code.</summary>
public static class TinyNetwork
{
    public static NetworkShape Shape { get; } = new() { InputChannels = 2, HiddenChannels = 6, Layers = 3, Modes = 12, LiftingChannels = 10, ProjectionChannels = 9, ChannelMlpChannels = 4 };

    public const ulong Seed = 20250604;

    /// <summary>The stored weights.</summary>
    public static FnoWeights Weights()
    {
        string path = PathOf("weights.safetensors");
        return FnoWeights.FromTensors(Shape, SafetensorsFile.Read(path).Tensors, path);
    }

    /// <summary>Embedded input, shape [2, L].</summary>
    public static float[] Input(int length) => NpyFile.Read<float>(PathOf($"input-{length}.npy"), 1, Shape.InputChannels, length).Data;

    /// <summary>Expected output, shape [L].</summary>
    public static double[] Expected(int length) => NpyFile.Read<double>(PathOf($"expected-{length}.npy"), 1, 1, length).Data;

    private static string PathOf(string name) => Path.Combine(Repository.Root, "tests", "Noble.Edge.Operator.Tests", "Fixtures", "tiny-network", name);
}
