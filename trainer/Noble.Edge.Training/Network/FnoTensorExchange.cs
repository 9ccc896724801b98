using Noble.Edge.Operator;
using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Between the trained network and the runtime's weights.</summary>
public static class FnoTensorExchange
{
    /// <summary>Copies the network's parameters out.</summary>
    public static FnoWeights ToWeights(this FnoNetwork network)
    {
        var tensors = new Dictionary<string, TensorData>(StringComparer.Ordinal);
        foreach (var (name, parameter) in network.Parameters)
        {
            using var host = parameter.detach().cpu().contiguous();
            tensors[name] = new TensorData(host.data<float>().ToArray(), [.. parameter.shape.Select(size => (int)size)]);
        }

        return FnoWeights.FromTensors(network.Shape, tensors, "the network being trained");
    }

    /// <summary>Copies weights in.</summary>
    public static void Load(this FnoNetwork network, FnoWeights weights)
    {
        using var noGradient = no_grad();
        var tensors = weights.ToTensors();
        foreach (var (name, parameter) in network.Parameters)
        {
            using var host = tensor(tensors[name].As<float>().ToArray(), parameter.shape);
            parameter.copy_(host);
        }
    }
}
