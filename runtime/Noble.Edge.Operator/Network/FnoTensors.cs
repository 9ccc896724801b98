namespace Noble.Edge.Operator;

/// <summary>
/// The network's tensors: names as in a neuraloperator checkpoint, except that each complex weight is two real tensors,
/// <c>.real</c> and <c>.imag</c>. All float32; axis order in C, the last axis contiguous.
/// </summary>
public static class FnoTensors
{
    internal const string LiftingWeight0 = "lifting.fcs.0.weight";
    internal const string LiftingBias0 = "lifting.fcs.0.bias";
    internal const string LiftingWeight1 = "lifting.fcs.1.weight";
    internal const string LiftingBias1 = "lifting.fcs.1.bias";
    internal const string ProjectionWeight0 = "projection.fcs.0.weight";
    internal const string ProjectionBias0 = "projection.fcs.0.bias";
    internal const string ProjectionWeight1 = "projection.fcs.1.weight";
    internal const string ProjectionBias1 = "projection.fcs.1.bias";

    /// <summary>Every tensor of a network of this shape, in a fixed order, with its shape.</summary>
    public static IReadOnlyList<KeyValuePair<string, int[]>> Layout(NetworkShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        int hidden = shape.HiddenChannels;
        int lifting = shape.LiftingChannels;
        int projection = shape.ProjectionChannels;
        int mlp = shape.ChannelMlpChannels;
        var layout = new List<KeyValuePair<string, int[]>>();
        Add(LiftingWeight0, lifting, shape.InputChannels + 1, 1);
        Add(LiftingBias0, lifting);
        Add(LiftingWeight1, hidden, lifting, 1);
        Add(LiftingBias1, hidden);
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            Add(SpectralReal(layer), hidden, hidden, shape.Modes);
            Add(SpectralImaginary(layer), hidden, hidden, shape.Modes);
            Add(SpectralBias(layer), hidden, 1);
            Add(Skip(layer), hidden, hidden, 1);
            Add(Gate(layer), 1, hidden, 1);
            Add(MlpWeight0(layer), mlp, hidden, 1);
            Add(MlpBias0(layer), mlp);
            Add(MlpWeight1(layer), hidden, mlp, 1);
            Add(MlpBias1(layer), hidden);
        }

        Add(ProjectionWeight0, projection, hidden, 1);
        Add(ProjectionBias0, projection);
        Add(ProjectionWeight1, 1, projection, 1);
        Add(ProjectionBias1, 1);
        return layout;

        void Add(string name, params int[] axes) => layout.Add(new(name, axes));
    }

    internal static string SpectralReal(int layer) => $"fno_blocks.convs.{layer}.weight.real";

    internal static string SpectralImaginary(int layer) => $"fno_blocks.convs.{layer}.weight.imag";

    internal static string SpectralBias(int layer) => $"fno_blocks.convs.{layer}.bias";

    internal static string Skip(int layer) => $"fno_blocks.fno_skips.{layer}.conv.weight";

    internal static string Gate(int layer) => $"fno_blocks.channel_mlp_skips.{layer}.weight";

    internal static string MlpWeight0(int layer) => $"fno_blocks.channel_mlp.{layer}.fcs.0.weight";

    internal static string MlpBias0(int layer) => $"fno_blocks.channel_mlp.{layer}.fcs.0.bias";

    internal static string MlpWeight1(int layer) => $"fno_blocks.channel_mlp.{layer}.fcs.1.weight";

    internal static string MlpBias1(int layer) => $"fno_blocks.channel_mlp.{layer}.fcs.1.bias";
}
