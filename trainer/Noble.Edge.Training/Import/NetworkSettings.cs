namespace Noble.Edge.Training;

/// <summary>
/// The arguments that neuraloperator's FNO was made with, as its checkpoint states them. Some of them change the network
/// without leaving a trace in the tensors, so each that is known must have the value that the runtime's network stands for.
/// </summary>
internal sealed class NetworkSettings
{
    private static readonly Dictionary<string, Func<object?, bool>> Fixed = new(StringComparer.Ordinal)
    {
        ["_name"] = value => value is "FNO",
        ["out_channels"] = value => value is 1L,
        ["positional_embedding"] = value => value is "grid",
        ["non_linearity"] = value => value is PickleName { Text: "torch._C._nn.gelu" or "torch.nn.functional.gelu" },
        ["norm"] = value => value is null,
        ["complex_data"] = value => value is null or false,
        ["use_channel_mlp"] = value => value is true,
        ["channel_mlp_skip"] = value => value is "soft-gating",
        ["fno_skip"] = value => value is "linear",
        ["resolution_scaling_factor"] = value => value is null,
        ["domain_padding"] = value => value is null or 0L or 0.0,
        ["fno_block_precision"] = value => value is "full",
        ["stabilizer"] = value => value is null,
        ["factorization"] = value => value is null or "dense" or "Dense",
        ["separable"] = value => value is false,
        ["preactivation"] = value => value is false,
        ["conv_module"] = value => value is PickleName { Text: "neuralop.layers.spectral_convolution.SpectralConv" },
    };

    // Sizes, checked against the tensors, and arguments without effect on what a trained network computes.
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "n_modes", "max_n_modes", "in_channels", "n_layers", "hidden_channels", "lifting_channel_ratio", "projection_channel_ratio",
        "channel_mlp_expansion", "channel_mlp_dropout", "rank", "fixed_rank_modes", "implementation", "decomposition_kwargs",
        "enforce_hermitian_symmetry", "_version", "args",
    };

    private readonly string _file;
    private readonly Dictionary<string, object?> _values;

    /// <param name="file">The file, for messages.</param>
    /// <param name="settings">The checkpoint's <c>_metadata</c>, or null.</param>
    /// <exception cref="CheckpointException">A setting stands for another network than the runtime's.</exception>
    public NetworkSettings(string file, PickleDictionary? settings)
    {
        _file = file;
        _values = settings?.Named.ToDictionary(StringComparer.Ordinal) ?? [];
        foreach (var (name, value) in _values)
        {
            if (Fixed.TryGetValue(name, out var isExpected) && !isExpected(value))
            {
                throw new CheckpointException(file, $"_metadata: {name}", "the value of the published network", PickleKinds.Of(value));
            }
        }

        Unknown = [.. _values.Keys.Where(name => !Fixed.ContainsKey(name) && !Harmless.Contains(name)).Select(name => PrintableText.Of(name))];
    }

    /// <summary>Whether the checkpoint states its settings at all.</summary>
    public bool ArePresent => _values.Count > 0;

    /// <summary>Names of settings that this program does not know, and therefore did not check.</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <summary>A whole number, or null where the checkpoint does not state it.</summary>
    public int? Number(string name) => _values.TryGetValue(name, out var value)
        ? value is long and >= 1 and <= int.MaxValue ? (int)(long)value : throw Fault(name, "a whole number from 1", value)
        : null;

    /// <summary>A factor, or null where the checkpoint does not state it.</summary>
    public double? Factor(string name) => _values.TryGetValue(name, out var value)
        ? value switch
        {
            long whole => whole,
            double factor when double.IsFinite(factor) => factor,
            _ => throw Fault(name, "a number", value),
        }
        : null;

    /// <summary>neuraloperator's n_modes of the one axis, or null where the checkpoint does not state it.</summary>
    public int? FourierModes()
    {
        var modes = Axis("n_modes");
        var most = Axis("max_n_modes");
        return most is null || most == modes
            ? modes
            : throw new CheckpointException(_file, "_metadata: max_n_modes", "that of n_modes, or None", $"{most}");
    }

    private int? Axis(string name) => _values.TryGetValue(name, out var value)
        ? value switch
        {
            null => null,
            PickleTuple { Items: [long and >= 1 and <= int.MaxValue and var modes] } => (int)modes,
            List<object?> and [long and >= 1 and <= int.MaxValue and var modes] => (int)modes,
            long and >= 1 and <= int.MaxValue => (int)(long)value,
            _ => throw Fault(name, "one number, for one axis", value),
        }
        : null;

    private CheckpointException Fault(string name, string expected, object? value) => new(_file, $"_metadata: {name}", expected, PickleKinds.Of(value));
}
