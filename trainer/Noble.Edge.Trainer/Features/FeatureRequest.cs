using Noble.Edge.Neurons;

namespace Noble.Edge.Trainer;

/// <summary>Which features to take, and how.</summary>
internal sealed record FeatureRequest
{
    /// <summary>The stimulus' interval, ms; null for the recording's own.</summary>
    public (double Start, double End)? Interval { get; init; }

    /// <summary>Currents in nA, one for all sweeps or one for each; empty for the recording's own.</summary>
    public required IReadOnlyList<double> CurrentsNanoamperes { get; init; }

    /// <summary>Features in the order of the report.</summary>
    public required IReadOnlyList<FeatureDefinition> Names { get; init; }

    /// <summary>Thresholds and grid; the timing in it is not used.</summary>
    public required FeatureWindow Settings { get; init; }
}
