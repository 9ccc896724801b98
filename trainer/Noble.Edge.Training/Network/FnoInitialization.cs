using Noble.Edge.Operator;
using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Initial weights, distributed as neuraloperator's.</summary>
internal static class FnoInitialization
{
    /// <summary>One parameter's start: spectral weights normal with variance 2 / (in + out) (half of it in each of the two parts),
    /// gates 1, pointwise weights and biases uniform within 1 / sqrt(inputs).</summary>
    public static Tensor Create(string name, long[] dimensions, NetworkShape shape, Generator generator)
    {
        if (name.Contains(".convs.", StringComparison.Ordinal))
        {
            var variance = 2.0 / (2 * shape.HiddenChannels);
            var scale = name.EndsWith(".bias", StringComparison.Ordinal) ? Math.Sqrt(variance) : Math.Sqrt(variance / 2);
            return randn(dimensions, generator: generator).mul(scale);
        }

        if (name.Contains("channel_mlp_skips", StringComparison.Ordinal))
        {
            return ones(dimensions);
        }

        var bound = 1 / Math.Sqrt(dimensions.Length == 3 ? dimensions[1] : Inputs(name, shape));
        return rand(dimensions, generator: generator).mul(2 * bound).sub(bound);
    }

    private static int Inputs(string biasName, NetworkShape shape) => biasName switch
    {
        "lifting.fcs.0.bias" => shape.InputChannels + 1,
        "lifting.fcs.1.bias" => shape.LiftingChannels,
        "projection.fcs.1.bias" => shape.ProjectionChannels,
        _ when biasName.EndsWith("fcs.1.bias", StringComparison.Ordinal) => shape.ChannelMlpChannels,
        _ => shape.HiddenChannels,
    };
}
