namespace Noble.Edge.Rig;

/// <summary>What a closed loop did.</summary>
public sealed record LoopReport
{
    /// <summary>Ticks.</summary>
    public required long Ticks { get; init; }

    /// <summary>Ticks that came more than a tick late.</summary>
    public required long LateTicks { get; init; }

    /// <summary>Events taken in.</summary>
    public required long Inputs { get; init; }

    /// <summary>Changes of stimulus put out.</summary>
    public required long Stimuli { get; init; }

    /// <summary>Stimuli that a port could not put out, that named no channel, or for which the schedule had no room.</summary>
    public required long StimuliDropped { get; init; }

    /// <summary>Responses begun.</summary>
    public required long Responses { get; init; }

    /// <summary>Responses for which there was no room, or which do not exist.</summary>
    public required long ResponsesDropped { get; init; }

    /// <summary>Spikes of responses.</summary>
    public required long ResponseSpikes { get; init; }

    /// <summary>How often each limit was hit, in the order of <see cref="LimitKind"/> from <see cref="LimitKind.Current"/>.</summary>
    public required IReadOnlyList<long> LimitHits { get; init; }

    /// <summary>Why the safe state was entered, or null.</summary>
    public required SafeStateCause? SafeState { get; init; }

    /// <summary>How long it took to put every port into its safe state [ns].</summary>
    public required long SafeStateNanoseconds { get; init; }

    /// <summary>From an event's arrival to the end of what was done about it [ns]: half of them, 99 %, 99.9 %, the longest.</summary>
    public required (long P50, long P99, long P999, long Maximum) ReactionNanoseconds { get; init; }

    /// <summary>Longest time that the loop stood still [ns].</summary>
    public required long LongestGapNanoseconds { get; init; }
}
