using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>What the closed loop of a run did.</summary>
internal sealed record LoopSummary
{
    public required long Ticks { get; init; }

    public required long LateTicks { get; init; }

    public required long Inputs { get; init; }

    public required long Stimuli { get; init; }

    public required long StimuliDropped { get; init; }

    public required long Responses { get; init; }

    public required long ResponsesDropped { get; init; }

    public required long ResponseSpikes { get; init; }

    /// <summary>Spikes that the limits kept from leaving.</summary>
    public required long Withheld { get; init; }

    public required long CurrentLimitHits { get; init; }

    public required long SlewLimitHits { get; init; }

    public required long ChargeLimitHits { get; init; }

    public required long RateLimitHits { get; init; }

    /// <summary>Why the outputs are in their safe state.</summary>
    public required string SafeState { get; init; }

    public required double SafeStateMicroseconds { get; init; }

    public required double ReactionP50Microseconds { get; init; }

    public required double ReactionP99Microseconds { get; init; }

    public required double ReactionP999Microseconds { get; init; }

    public required double ReactionMaximumMicroseconds { get; init; }

    public required double LongestGapMilliseconds { get; init; }

    /// <summary>What the ports counted, by port.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Ports { get; init; }

    internal static LoopSummary Of(LoopReport report, long withheld, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> ports) => new()
    {
        Ticks = report.Ticks,
        LateTicks = report.LateTicks,
        Inputs = report.Inputs,
        Stimuli = report.Stimuli,
        StimuliDropped = report.StimuliDropped,
        Responses = report.Responses,
        ResponsesDropped = report.ResponsesDropped,
        ResponseSpikes = report.ResponseSpikes,
        Withheld = withheld,
        CurrentLimitHits = report.LimitHits[(int)LimitKind.Current - 1],
        SlewLimitHits = report.LimitHits[(int)LimitKind.Slew - 1],
        ChargeLimitHits = report.LimitHits[(int)LimitKind.Charge - 1],
        RateLimitHits = report.LimitHits[(int)LimitKind.Rate - 1],
        SafeState = CauseText(report.SafeState),
        SafeStateMicroseconds = report.SafeStateNanoseconds / 1e3,
        ReactionP50Microseconds = report.ReactionNanoseconds.P50 / 1e3,
        ReactionP99Microseconds = report.ReactionNanoseconds.P99 / 1e3,
        ReactionP999Microseconds = report.ReactionNanoseconds.P999 / 1e3,
        ReactionMaximumMicroseconds = report.ReactionNanoseconds.Maximum / 1e3,
        LongestGapMilliseconds = report.LongestGapNanoseconds / 1e6,
        Ports = ports,
    };

    /// <summary>A cause in words.</summary>
    internal static string CauseText(SafeStateCause? cause) => cause switch
    {
        SafeStateCause.End => "end of the experiment",
        SafeStateCause.Command => "emergency stop, commanded",
        SafeStateCause.Input => "emergency stop, input line",
        SafeStateCause.Signal => "emergency stop, signal",
        SafeStateCause.LoopWatchdog => "the loop stood still",
        SafeStateCause.HostWatchdog => "the host was silent",
        SafeStateCause.Failure => "a failure",
        _ => "not entered",
    };
}
