using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

/// <summary>A small network with the published embedding, and its state dict as neuraloperator would hold it.</summary>
internal static class SmallNetwork
{
    public static readonly NetworkShape Shape = new()
    {
        Layers = 2,
        HiddenChannels = 4,
        Modes = 5,
        InputChannels = 23,
        LiftingChannels = 8,
        ProjectionChannels = 16,
        ChannelMlpChannels = 2,
    };

    public static readonly FnoWeights Weights = FnoWeights.Random(Shape, 7);

    /// <summary>The state dict: float32, and complex64 for spectral weights.</summary>
    public static List<KeyValuePair<string, object?>> StateDict(string prefix = "")
    {
        var tensors = Weights.ToTensors();
        var entries = new List<KeyValuePair<string, object?>>();
        foreach (var (name, axes) in FnoTensors.Layout(Shape))
        {
            if (name.EndsWith(".real", StringComparison.Ordinal))
            {
                var stem = name[..^".real".Length];
                entries.Add(new($"{prefix}{stem}.tensor", StoredTensor.Complex(tensors[name].As<float>(), tensors[$"{stem}.imag"].As<float>(), axes)));
            }
            else if (!name.EndsWith(".imag", StringComparison.Ordinal))
            {
                entries.Add(new(prefix + name, StoredTensor.Of("Float", tensors[name].As<float>().ToArray(), axes)));
            }
        }

        return entries;
    }

    /// <summary>The state dict with one entry replaced, or, by null, left out.</summary>
    public static List<KeyValuePair<string, object?>> With(string name, Func<StoredTensor, object?>? replace)
    {
        var entries = StateDict();
        var at = entries.FindIndex(entry => entry.Key == name);
        Assert.True(at >= 0, name);
        if (replace is null)
        {
            entries.RemoveAt(at);
        }
        else
        {
            entries[at] = new(name, replace((StoredTensor)entries[at].Value!));
        }

        return entries;
    }

    /// <summary>neuraloperator's <c>_metadata</c> of this network.</summary>
    public static Dictionary<string, object?> Settings() => new()
    {
        ["n_modes"] = new object?[] { 8 },
        ["in_channels"] = 23,
        ["out_channels"] = 1,
        ["n_layers"] = 2,
        ["hidden_channels"] = 4,
        ["lifting_channel_ratio"] = 2,
        ["projection_channel_ratio"] = 4,
        ["positional_embedding"] = "grid",
        ["non_linearity"] = new PythonName("torch._C._nn", "gelu"),
        ["norm"] = null,
        ["channel_mlp_expansion"] = 0.5,
        ["channel_mlp_skip"] = "soft-gating",
        ["fno_skip"] = "linear",
        ["domain_padding"] = null,
        ["preactivation"] = false,
        ["conv_module"] = new PythonName("neuralop.layers.spectral_convolution", "SpectralConv"),
        ["_version"] = "0.1.0",
        ["args"] = Array.Empty<object?>(),
        ["_name"] = "FNO",
    };

    public static void AssertWeights(FnoWeights actual)
    {
        var tensors = actual.ToTensors();
        foreach (var (name, expected) in Weights.ToTensors())
        {
            Assert.Equal(expected.As<float>(), tensors[name].As<float>());
        }
    }
}
