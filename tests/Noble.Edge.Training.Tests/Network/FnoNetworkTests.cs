using Noble.Edge.Operator;
using TorchSharp;

namespace Noble.Edge.Training.Tests;

public sealed class FnoNetworkTests
{
    private const int Length = 150;

    private static readonly NetworkShape Shape = new()
    {
        InputChannels = 3,
        HiddenChannels = 6,
        Layers = 3,
        Modes = 17,
        LiftingChannels = 12,
        ProjectionChannels = 10,
        ChannelMlpChannels = 4,
    };

    public FnoNetworkTests() => TorchNative.EnsureLoadable();

    [Fact]
    public void Forward_MatchesTheRuntimesReferenceEngine()
    {
        using var network = new FnoNetwork(Shape, Length, torch.CPU, seed: 5);
        using var reference = new ReferenceEngine(network.ToWeights(), Length);
        var random = new SeededRandom(3);
        var input = new float[2 * Shape.InputChannels * Length];
        for (var i = 0; i < input.Length; i++)
        {
            input[i] = (float)((2 * random.NextUniform()) - 1);
        }

        var expected = new float[2 * Length];
        reference.Forward(input, 2, expected);
        using var scope = torch.NewDisposeScope();
        var byChannel = torch.tensor(input, [2, Shape.InputChannels, Length]).permute(1, 0, 2).contiguous();
        var found = network.Forward(byChannel).detach().contiguous().data<float>().ToArray();

        var (error, size) = (0.0, 0.0);
        for (var i = 0; i < found.Length; i++)
        {
            error += Math.Pow(found[i] - expected[i], 2);
            size += Math.Pow(expected[i], 2);
        }

        // float32 against float64 through three layers; a wrong factor or sign anywhere gives 1e-2 or more.
        Assert.InRange(Math.Sqrt(error / size), 0, 5e-6);
    }

    [Fact]
    public void Forward_WrongShape_SaysWhatWasExpected()
    {
        using var network = new FnoNetwork(Shape, Length, torch.CPU, seed: 5);
        using var input = torch.zeros(2, 1, Length);

        var error = Assert.Throws<ArgumentException>(() => network.Forward(input));

        Assert.StartsWith("operator input is [2, 1, 150], expected [3, batch, 150]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WeightsOfAnotherNetwork_MakesItTheSame()
    {
        using var one = new FnoNetwork(Shape, Length, torch.CPU, seed: 1);
        using var other = new FnoNetwork(Shape, Length, torch.CPU, seed: 2);
        Assert.NotEqual(one.ToWeights().Blocks[0].Skip.ToArray(), other.ToWeights().Blocks[0].Skip.ToArray());

        other.Load(one.ToWeights());

        Assert.Equal(one.ToWeights().Blocks[2].SpectralImaginary.ToArray(), other.ToWeights().Blocks[2].SpectralImaginary.ToArray());
    }

    [Fact]
    public void Constructor_SameSeed_GivesTheSameWeights()
    {
        using var one = new FnoNetwork(Shape, Length, torch.CPU, seed: 9);
        using var other = new FnoNetwork(Shape, Length, torch.CPU, seed: 9);

        Assert.Equal(one.ToWeights().Blocks[1].SpectralReal.ToArray(), other.ToWeights().Blocks[1].SpectralReal.ToArray());
    }

    [Fact]
    public void Forward_MixedPrecision_IsFloat32WithTheRoundingOfBfloat16()
    {
        using var exact = new FnoNetwork(Shape, Length, torch.CPU, seed: 9);
        using var mixed = new FnoNetwork(Shape, Length, torch.CPU, seed: 9, torch.ScalarType.BFloat16);
        using var scope = torch.NewDisposeScope();
        var input = torch.sin(torch.arange(3 * 2 * Length, torch.float32).mul(0.37)).reshape(3, 2, Length);

        var (expected, found) = (exact.Forward(input), mixed.Forward(input));
        found.square().mean().backward();

        Assert.Equal(torch.ScalarType.Float32, found.dtype);

        // bfloat16 keeps 8 bits, 0.4 %; through three layers a few of these add up. Without the rounding the difference would be under 1e-6.
        Assert.InRange(found.sub(expected).norm().div(expected.norm()).item<float>(), 1e-4, 5e-2);
        Assert.All(mixed.Parameters.Values, p => Assert.Equal(torch.ScalarType.Float32, p.dtype));
        Assert.All(mixed.Parameters.Values, p => Assert.True(p.grad is { dtype: torch.ScalarType.Float32 }));
    }
}
