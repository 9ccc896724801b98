using Noble.Edge.Operator.Tests.Support;

namespace Noble.Edge.Operator.Tests.Engines;

/// <summary>Every engine against a committed output that was computed independently; see Fixtures/tiny-network.</summary>
public class TinyNetworkTests
{
    public static TheoryData<SimdInstructions> Instructions => [.. Machine.Instructions];

    [Theory]
    [MemberData(nameof(Instructions))]
    public void SimdEngine_TinyNetwork_EqualsIndependentOutput(SimdInstructions instructions)
    {
        foreach (int length in (int[])[29, 211])
        {
            using var engine = new SimdEngine(TinyNetwork.Weights(), length, new SimdEngineOptions { Instructions = instructions });
            float[] output = new float[length];

            engine.Forward(TinyNetwork.Input(length), 1, output);

            Assert.Contains(length == 29 ? "direct" : "short grid", engine.Description, StringComparison.Ordinal);
            Assert.InRange(Error.RelativeRms(TinyNetwork.Expected(length), output), 0, 3e-6);
        }
    }

    [Theory]
    [InlineData(29)]
    [InlineData(211)]
    public void ReferenceEngine_TinyNetwork_EqualsIndependentOutput(int length)
    {
        using var engine = new ReferenceEngine(TinyNetwork.Weights(), length);
        float[] output = new float[length];

        engine.Forward(TinyNetwork.Input(length), 1, output);

        double[] wide = engine.Evaluate(TinyNetwork.Input(length));
        double[] expected = TinyNetwork.Expected(length);
        Assert.InRange(Error.RelativeRms(expected, output), 0, 1e-7);
        Assert.All(wide.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
    }

    [Fact]
    public void FnoWeights_Random_IsTheDocumentedGenerator()
    {
        IReadOnlyDictionary<string, TensorData> stored = TinyNetwork.Weights().ToTensors();

        foreach ((string name, TensorData tensor) in FnoWeights.Random(TinyNetwork.Shape, TinyNetwork.Seed).ToTensors())
        {
            Assert.Equal(stored[name].As<float>(), tensor.As<float>());
        }
    }
}
