using Noble.Edge.Operator;
using TorchSharp;

namespace Noble.Edge.Training.Tests;

public sealed class FlatAdamWOptimizerTests : IDisposable
{
    private static readonly NetworkShape Shape = new()
    {
        InputChannels = 2,
        HiddenChannels = 4,
        Layers = 2,
        Modes = 5,
        LiftingChannels = 6,
        ProjectionChannels = 6,
        ChannelMlpChannels = 3,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("noble-flat-").FullName;

    public FlatAdamWOptimizerTests() => TorchNative.EnsureLoadable();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)] // less than the gradient's norm: it is clipped
    public void Step_SeveralTimes_ChangesTheWeightsAsAdamWOnEachParameter(double clip)
    {
        var options = new TrainingConfiguration { ClipNorm = clip, WeightDecay = 0.01 };
        using var one = new FnoNetwork(Shape, 24, torch.CPU, seed: 1);
        using var other = new FnoNetwork(Shape, 24, torch.CPU, seed: 1);
        using var initial = one.Weights.clone();
        using var reference = new AdamWOptimizer([.. one.Parameters.Values], options);
        using var flat = new FlatAdamWOptimizer(other.Weights, other.Parameters.Values, options);

        for (var step = 0; step < 5; step++)
        {
            using var expected = reference.Step(() => Loss(one, step), 0.003);
            using var loss = flat.Step(() => Loss(other, step), 0.003);
            Assert.Equal(expected.item<float>(), loss.item<float>(), 1e-5);
        }

        Assert.True(Largest(one.Weights, initial) > 0.01);
        Assert.InRange(Largest(one.Weights, other.Weights), 0, 1e-5);
    }

    [Fact]
    public void Load_WhatSaveWrote_GoesOnAsIfItHadNotStopped()
    {
        using var whole = new FnoNetwork(Shape, 24, torch.CPU, seed: 1);
        using var parted = new FnoNetwork(Shape, 24, torch.CPU, seed: 1);
        using var optimizer = new FlatAdamWOptimizer(whole.Weights, whole.Parameters.Values, new TrainingConfiguration());
        using (var first = new FlatAdamWOptimizer(parted.Weights, parted.Parameters.Values, new TrainingConfiguration()))
        {
            Steps(optimizer, whole, 0, 3);
            Steps(first, parted, 0, 3);
            first.Save(_folder);
        }

        using var second = new FlatAdamWOptimizer(parted.Weights, parted.Parameters.Values, new TrainingConfiguration());
        second.Load(_folder);
        Steps(optimizer, whole, 3, 6);
        Steps(second, parted, 3, 6);

        Assert.Equal(whole.Weights.data<float>().ToArray(), parted.Weights.data<float>().ToArray());
    }

    private static void Steps(FlatAdamWOptimizer optimizer, FnoNetwork network, int from, int to)
    {
        for (var step = from; step < to; step++)
        {
            optimizer.Step(() => Loss(network, step), 0.003).Dispose();
        }
    }

    private static torch.Tensor Loss(FnoNetwork network, int step)
    {
        using var generator = new torch.Generator((ulong)step + 10, torch.CPU);
        return network.Forward(torch.randn([2, 3, 24], generator: generator)).sub(1).square().mean();
    }

    private static double Largest(torch.Tensor a, torch.Tensor b)
    {
        using var difference = a.detach().sub(b.detach()).abs().max();
        return difference.item<float>();
    }
}
