using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests.Network;

public class FnoWeightsTests
{
    private static readonly NetworkShape Shape = new() { InputChannels = 3, HiddenChannels = 4, Layers = 2, Modes = 5, LiftingChannels = 6, ProjectionChannels = 7, ChannelMlpChannels = 2 };

    [Fact]
    public void FnoWeights_WrittenAndRead_AreTheSame()
    {
        using var folder = new TemporaryFolder();
        FnoWeights weights = FnoWeights.Random(Shape, 1);

        SafetensorsFile.Write(folder.File("w"), weights.ToTensors());
        FnoWeights read = FnoWeights.FromTensors(Shape, SafetensorsFile.Read(folder.File("w")).Tensors, "w");

        Assert.Equal(Shape, read.Shape);
        Assert.Equal(weights.ParameterCount, read.ParameterCount);
        foreach ((string name, TensorData tensor) in weights.ToTensors())
        {
            Assert.Equal(tensor.As<float>(), read.ToTensors()[name].As<float>());
        }
    }

    [Fact]
    public void FnoWeights_OfThePublishedShape_HaveItsParameterCount()
    {
        // params_real_counted of the published fixture.
        Assert.Equal(1_803_001, FnoWeights.Random(NetworkShape.Published, 0).ParameterCount);
    }

    [Fact]
    public void FnoWeights_Seed_DecidesEveryWeight()
    {
        float[] first = FnoWeights.Random(Shape, 5).LiftingWeight0.ToArray();

        Assert.Equal(first, FnoWeights.Random(Shape, 5).LiftingWeight0);
        Assert.NotEqual(first, FnoWeights.Random(Shape, 6).LiftingWeight0.ToArray());
    }

    [Fact]
    public void FnoWeights_MissingTensor_IsNamed() => AssertRefused(
        tensors => tensors.Remove("fno_blocks.convs.1.weight.imag"),
        "model/weights: fno_blocks.convs.1.weight.imag: expected float32 of shape (4, 4, 5), found no such tensor");

    [Fact]
    public void FnoWeights_ExtraTensor_IsNamed() => AssertRefused(
        tensors => tensors["fno_blocks.convs.2.bias"] = new([0f, 0f], 2, 1),
        "model/weights: fno_blocks.convs.2.bias: expected only the network's own tensors, found an extra tensor of shape (2, 1)");

    [Fact]
    public void FnoWeights_AnotherShape_SaysBoth() => AssertRefused(
        tensors => tensors["lifting.fcs.0.weight"] = new(new float[18], 6, 3, 1),
        "model/weights: lifting.fcs.0.weight: expected float32 of shape (6, 4, 1), found shape (6, 3, 1)");

    [Fact]
    public void FnoWeights_AnotherElementType_SaysSo() => AssertRefused(
        tensors => tensors["projection.fcs.1.bias"] = new([0.0], 1),
        "model/weights: projection.fcs.1.bias: expected float32 of shape (1), found element type F64");

    [Fact]
    public void FnoWeights_NotFinite_SaysWhere() => AssertRefused(
        tensors => tensors["lifting.fcs.0.bias"] = new([0, 0, float.NaN, 0, 0, 0], 6),
        "model/weights: lifting.fcs.0.bias: expected finite weights, found NaN at element 2");

    private static void AssertRefused(Action<Dictionary<string, TensorData>> spoil, string message)
    {
        Dictionary<string, TensorData> tensors = new(FnoWeights.Random(Shape, 1).ToTensors());
        spoil(tensors);

        var error = Assert.Throws<ModelFileException>(() => FnoWeights.FromTensors(Shape, tensors, "model/weights"));

        Assert.Equal(message, error.Message);
    }
}
