using System.Globalization;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>
/// The network's sizes, from the tensors, held against what options, the file's name and its settings say. An option stands
/// before the name and the settings; the tensors must agree with whatever is left.
/// </summary>
internal sealed class NetworkSizes
{
    private readonly NeuraloperatorCheckpoint _checkpoint;
    private readonly ImportOptions _options;
    private readonly CheckpointFileName _name;
    private readonly NetworkSettings _settings;

    private NetworkSizes(NeuraloperatorCheckpoint checkpoint, ImportOptions options, CheckpointFileName name, NetworkSettings settings)
    {
        (_checkpoint, _options, _name, _settings) = (checkpoint, options, name, settings);
    }

    private readonly record struct Claim(int? Value, string Source);

    /// <summary>The sizes that everything agrees on.</summary>
    /// <exception cref="CheckpointException">Something contradicts the tensors, or sizes are out of range, or a tensor that tells a size is not there.</exception>
    public static NetworkShape Of(NeuraloperatorCheckpoint checkpoint, ImportOptions options, CheckpointFileName name, NetworkSettings settings) =>
        new NetworkSizes(checkpoint, options, name, settings).Shape();

    private NetworkShape Shape()
    {
        var hidden = Size("channels", Axis(FnoTensorNames.LiftingWeight1, 0), _options.Channels, "--channels", _name.Channels, "hidden_channels");
        var modes = Modes();
        Agree("outputs", "1", Size("outputs", Axis(FnoTensorNames.ProjectionWeight1, 0), null, "", _name.Outputs, "out_channels"), 1, "the runtime");
        try
        {
            return new NetworkShape
            {
                Layers = Size("layers", Layers(), _options.Layers, "--layers", _name.Layers, "n_layers"),
                HiddenChannels = hidden,
                Modes = modes,
                InputChannels = Size("inputs", Axis(FnoTensorNames.LiftingWeight0, 1) - 1, _options.Inputs, "--inputs", _name.Inputs, "in_channels"),
                LiftingChannels = Width("lifting channels", FnoTensorNames.LiftingWeight0, hidden, new Claim(null, ""), new Claim(null, ""), "lifting_channel_ratio"),
                ProjectionChannels = Width(
                    "projection channels",
                    FnoTensorNames.ProjectionWeight0,
                    hidden,
                    new Claim(_options.ProjectionRatio, "--projection-ratio"),
                    new Claim(_name.ProjectionRatio, "the file's name"),
                    "projection_channel_ratio"),
                ChannelMlpChannels = Width("layer MLP channels", FnoTensorNames.MlpWeight0, hidden, new Claim(null, ""), new Claim(null, ""), "channel_mlp_expansion"),
            };
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new CheckpointException(_checkpoint.File, null, "a network that the runtime can evaluate", e.Message.ReplaceLineEndings("\n").Split('\n')[0], e);
        }
    }

    private int Size(string what, int inTensors, int? option, string optionName, int? name, string setting)
    {
        foreach (var claim in Claims(new Claim(option, optionName), new Claim(name, "the file's name"), new Claim(_settings.Number(setting), $"its setting {setting}")))
        {
            Agree(what, $"{claim.Value}", inTensors, claim.Value, claim.Source);
        }

        return inTensors;
    }

    private int Modes()
    {
        var spectral = Spectral();
        var kept = spectral.Shape is [_, _, var modes, ..]
            ? modes
            : throw new CheckpointException(_checkpoint.File, spectral.Name, "a shape (channels, channels, modes)", spectral.Text);
        foreach (var claim in Claims(
            new Claim(_options.FourierModes, "--modes"), new Claim(_name.FourierModes, "the file's name"), new Claim(_settings.FourierModes(), "its setting n_modes")))
        {
            var claimed = (claim.Value!.Value / 2) + 1;
            Agree("modes", $"{claimed} complex modes of {claim.Value}", kept, claimed, claim.Source);
        }

        return kept;
    }

    // A width is stated as its ratio to the hidden channels, which neuraloperator rounds as Python does: halves to the even number.
    private int Width(string what, string tensor, int hidden, Claim option, Claim name, string setting)
    {
        var width = Axis(tensor, 0);
        foreach (var claim in Claims(option, name, new Claim(null, "")))
        {
            Agree(what, $"{claim.Value} x {hidden} = {claim.Value * hidden}", width, claim.Value * hidden, claim.Source);
        }

        if (option.Value is null && _settings.Factor(setting) is { } factor)
        {
            var expected = Math.Round(factor * hidden, MidpointRounding.ToEven);
            Agree(what, string.Create(CultureInfo.InvariantCulture, $"{factor} x {hidden} = {expected}"), width, expected, $"its setting {setting}");
        }

        return width;
    }

    private static Claim[] Claims(Claim option, Claim name, Claim setting) =>
        option.Value is null ? [.. new[] { name, setting }.Where(claim => claim.Value is not null)] : [option];

    private void Agree(string what, string claimed, int inTensors, double? value, string source)
    {
        if (value != inTensors)
        {
            throw new CheckpointException(_checkpoint.File, what, $"{claimed} by {source}", $"{inTensors} in its tensors");
        }
    }

    // The highest layer that any tensor names: one that is missing within is then missed by its name.
    private int Layers()
    {
        var layers = 0;
        foreach (var name in _checkpoint.Tensors.Keys)
        {
            var parts = name.Split('.');
            if (parts.Length > 2 && parts[0] == FnoTensorNames.Blocks && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var layer))
            {
                layers = Math.Max(layers, layer < int.MaxValue ? layer + 1 : layer);
            }
        }

        return layers;
    }

    private int Axis(string name, int axis) => Known(name).Shape is var shape && shape.Length > axis
        ? shape[axis]
        : throw new CheckpointException(_checkpoint.File, name, $"at least {axis + 1} axes", Known(name).Text);

    private CheckpointTensor Known(string name) => _checkpoint.Tensors.TryGetValue(name, out var tensor)
        ? tensor
        : throw new CheckpointException(_checkpoint.File, name, "a tensor of neuraloperator's FNO", $"no such tensor among {_checkpoint.Tensors.Count}");

    private CheckpointTensor Spectral() => FnoTensorNames.SpectralForms(0).Select(form => _checkpoint.Tensors.GetValueOrDefault(form)).FirstOrDefault(tensor => tensor is not null)
        ?? Known(FnoTensorNames.SpectralForms(0)[0]);
}
