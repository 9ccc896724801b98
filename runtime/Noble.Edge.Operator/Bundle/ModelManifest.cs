namespace Noble.Edge.Operator;

/// <summary>What <c>model.json</c> says: everything about a model but its arrays.</summary>
public sealed record ModelManifest
{
    /// <summary>The schema that this program writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the manifest's layout.</summary>
    public required int Schema { get; init; }

    /// <summary>Name, also the folder's without <c>.noble</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for a reader.</summary>
    public required string Description { get; init; }

    /// <summary>Sizes of the operator.</summary>
    public required NetworkShape Network { get; init; }

    /// <summary>Time grid and step protocol.</summary>
    public required GridSpec Grid { get; init; }

    /// <summary>Trained currents.</summary>
    public required CurrentRange CurrentRange { get; init; }

    /// <summary>From the network's output to millivolts.</summary>
    public required OutputMapping Output { get; init; }

    /// <summary>The input channels, in order; the network itself appends its grid coordinate.</summary>
    public required ChannelSpec[] Channels { get; init; }

    /// <summary>Latent features and training neurons.</summary>
    public required LatentSpec Latent { get; init; }

    /// <summary>The spike clock; null where no channel needs one.</summary>
    public ClockSpec? Clock { get; init; }

    /// <summary>Measured errors.</summary>
    public required AccuracyRow[] Accuracy { get; init; }

    /// <summary>The operator as ONNX graphs, at most one of each precision; null where none was exported.</summary>
    public OnnxGraph[]? Onnx { get; init; }

    /// <summary>The streaming operator of the same neurons, for input that changes all the time; null where there is none.</summary>
    public StreamingSpec? Streaming { get; init; }

    /// <summary>Where the model comes from.</summary>
    public required ModelProvenance Provenance { get; init; }

    /// <summary>SHA-256, lower-case hex, of every other file in the folder, by name.</summary>
    public required Dictionary<string, string> Files { get; init; }
}
