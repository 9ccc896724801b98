using Noble.Edge.Operator;
using TorchSharp;

namespace Noble.Edge.Training.Tests;

public sealed class WeightAverageTests
{
    [Fact]
    public void Add_WeightsOfAFewSteps_IsTheirMovingAverage()
    {
        TorchNative.EnsureLoadable();
        var shape = new NetworkShape { InputChannels = 1, HiddenChannels = 2, Layers = 1, Modes = 4, LiftingChannels = 2, ProjectionChannels = 2, ChannelMlpChannels = 1 };
        using var network = new FnoNetwork(shape, 16, torch.CPU, seed: 1);
        using var average = new WeightAverage(network, 0.5, 1);
        const string Name = "projection.fcs.1.bias";
        var expected = (double)network.Parameters[Name].item<float>();
        foreach (var (step, value) in new[] { (1, 4f), (2, -2f), (30, 8f), (31, 8f) })
        {
            using (torch.no_grad())
            {
                network.Parameters[Name].fill_(value);
            }

            average.Add(step);

            // The decay is n / (n + 10) until that reaches 0.5, at step 10.
            var decay = Math.Min(0.5, step / (step + 10.0));
            expected = (decay * expected) + ((1 - decay) * value);
            Assert.Equal(expected, average.Network.Parameters[Name].item<float>(), 1e-5);
        }
    }
}
