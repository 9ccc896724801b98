namespace Noble.Edge.Operator;

/// <summary>One entry of the manifest's channel list; it stands for one or more input channels.</summary>
public sealed record ChannelSpec
{
    /// <summary>What the channels carry.</summary>
    public required ChannelKind Kind { get; init; }

    /// <summary>The latent feature, for the kinds that carry one.</summary>
    public string? Feature { get; init; }

    /// <summary>Octaves K, 1 to 16, for the kinds that have octaves; 1 otherwise.</summary>
    public int Frequencies { get; init; } = 1;

    /// <summary>Input channels that this entry stands for.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Count => Kind is ChannelKind.CurrentNerf or ChannelKind.FeatureNerf or ChannelKind.SpikePhase ? 2 * Frequencies : 1;

    /// <summary>Whether the channels have one value over the whole window.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsConstant => Kind is ChannelKind.CurrentConstant or ChannelKind.FeatureConstant;

    internal bool NeedsFeature => Kind is ChannelKind.FeatureConstant or ChannelKind.FeatureNerf;

    /// <summary>Whether the channels come of the spike clock.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool NeedsClock => Kind is ChannelKind.SpikePhase or ChannelKind.SpikeRate or ChannelKind.FiringGate or ChannelKind.TransientGate;

    internal string? Fault(LatentSpec latent, bool hasClock)
    {
        if (Frequencies is < 1 or > 16)
        {
            return $"channel '{Kind}' has {Frequencies} frequencies, expected 1 to 16";
        }

        if (NeedsFeature && (Feature is null || latent.IndexOf(Feature) < 0))
        {
            return $"channel '{Kind}' names the feature '{Feature}', expected one of {string.Join(", ", latent.Features.Select(f => f.Name))}";
        }

        return NeedsClock && !hasClock ? $"channel '{Kind}' needs the spike clock, and the manifest has none" : null;
    }
}
