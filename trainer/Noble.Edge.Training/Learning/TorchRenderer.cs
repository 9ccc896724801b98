using Noble.Edge.Operator;
using TorchSharp;
using static TorchSharp.torch;

namespace Noble.Edge.Training;

/// <summary>Renders traces with the network in TorchSharp: what the trainer says a neuron does, to hold the runtime to.</summary>
public sealed class TorchRenderer : IDisposable
{
    private readonly ModelManifest _manifest;
    private readonly InputEmbedding _embedding;
    private readonly FnoNetwork _network;
    private readonly int _offsetFeature;

    /// <param name="manifest">The model.</param>
    /// <param name="weights">Its weights.</param>
    public TorchRenderer(ModelManifest manifest, FnoWeights weights)
    {
        TorchNative.EnsureLoadable();
        _manifest = manifest;
        _embedding = new InputEmbedding(manifest);
        _network = new FnoNetwork(manifest.Network, manifest.Grid.Length, CPU, seed: 0);
        _network.Load(weights);
        _offsetFeature = manifest.Output.OffsetFeature is { } feature ? manifest.Latent.IndexOf(feature) : -1;
    }

    /// <summary>Renders a window.</summary>
    /// <param name="currentNanoamperes">Step amplitude.</param>
    /// <param name="features">Latent point in the features' own units, shape [feature].</param>
    /// <param name="clock">Spike clock, shape [term, spline]; empty where the model has none.</param>
    /// <returns>Shape [sample], float32, mV.</returns>
    public float[] Render(double currentNanoamperes, ReadOnlySpan<double> features, ReadOnlySpan<double> clock)
    {
        var length = _manifest.Grid.Length;
        var input = new float[_embedding.ChannelCount * length];
        _embedding.Fill(currentNanoamperes, features, clock, input, length);
        var offset = (float)(_manifest.Output.OffsetMillivolts + (_offsetFeature < 0 ? 0 : features[_offsetFeature]));
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        return _network.Forward(tensor(input, [_embedding.ChannelCount, 1, length]))
            .Times(_manifest.Output.ScaleMillivolts).Plus(offset).contiguous().data<float>().ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();
}
