namespace Noble.Edge.Rig;

/// <summary>What a replay found.</summary>
public sealed record ReplayResult
{
    /// <summary>The first difference, or null where everything is the same, bit for bit.</summary>
    public required ReplayDifference? Difference { get; init; }

    /// <summary>Input events that were fed.</summary>
    public required long Inputs { get; init; }

    /// <summary>Records of the loop that were compared and are the same: inputs, stimuli, limits, responses, their spikes.</summary>
    public required long Compared { get; init; }

    /// <summary>Spikes of the population that were compared and are the same.</summary>
    public required long PopulationSpikes { get; init; }

    /// <summary>Why the recorded experiment ended, or null where the recording does not say it.</summary>
    public required SafeStateCause? End { get; init; }

    /// <summary>Where the loop stood still at last [ns], when something outside of it ended the experiment and its last moment had to be found; else null.</summary>
    public required long? FrozenAtNanoseconds { get; init; }

    /// <summary>Whether everything is the same, bit for bit.</summary>
    public bool IsIdentical => Difference is null;
}
