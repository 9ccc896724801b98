namespace Noble.Edge.Training;

/// <summary>A name that a pickle refers to. It stays a name: nothing is looked up, loaded or called.</summary>
internal sealed class PickleName
{
    private static readonly Dictionary<string, PickleName> Known = All().ToDictionary(name => name.Text, StringComparer.Ordinal);

    private PickleName(string text, PickleMeaning meaning, CheckpointElement element = default)
    {
        (Text, Meaning, Element) = (text, meaning, element);
    }

    /// <summary>Module and name with a dot between.</summary>
    public string Text { get; }

    /// <summary>What this reader makes of it.</summary>
    public PickleMeaning Meaning { get; }

    /// <summary>Element type, for the name of a storage.</summary>
    public CheckpointElement Element { get; }

    /// <summary>One of the few names that a state dict of neuraloperator needs, or null for any other.</summary>
    public static PickleName? Find(string text) => Known.GetValueOrDefault(text);

    private static IEnumerable<PickleName> All() =>
    [
        new("torch._utils._rebuild_tensor_v2", PickleMeaning.Tensor),
        new("torch._utils._rebuild_parameter", PickleMeaning.Parameter),
        new("torch.Size", PickleMeaning.Size),
        new("collections.OrderedDict", PickleMeaning.OrderedDictionary),
        Storage("Float", CheckpointElement.F32),
        Storage("Double", CheckpointElement.F64),
        Storage("Half", CheckpointElement.F16),
        Storage("BFloat16", CheckpointElement.BF16),
        Storage("ComplexFloat", CheckpointElement.C64),
        Storage("ComplexDouble", CheckpointElement.C128),
        Storage("Long", CheckpointElement.I64),
        Storage("Int", CheckpointElement.I32),
        Storage("Short", CheckpointElement.I16),
        Storage("Char", CheckpointElement.I8),
        Storage("Byte", CheckpointElement.U8),
        Storage("Bool", CheckpointElement.Bool),

        // What the settings of a network name, as text.
        new("torch._C._nn.gelu", PickleMeaning.Text),
        new("torch.nn.functional.gelu", PickleMeaning.Text),
        new("neuralop.layers.spectral_convolution.SpectralConv", PickleMeaning.Text),
    ];

    private static PickleName Storage(string prefix, CheckpointElement element) => new($"torch.{prefix}Storage", PickleMeaning.Storage, element);
}
