using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>What a run does now, as the page and the terminal show it.</summary>
internal sealed record LiveState
{
    public required long TimeNanoseconds { get; init; }

    public required bool IsHeld { get; init; }

    public required bool IsPaused { get; init; }

    public required string? SafeState { get; init; }

    public required double StepNanoamperes { get; init; }

    public required double SpikesPerSecond { get; init; }

    public required long Played { get; init; }

    public required long Late { get; init; }

    public required long Dropped { get; init; }

    public required long Underruns { get; init; }

    public required double RenderMultiple { get; init; }

    public required LiveLateness Lateness { get; init; }

    public required IReadOnlyList<LivePort> Ports { get; init; }

    public required LiveTicks? Ticks { get; init; }

    public required LiveLoop? Loop { get; init; }

    public required LiveRecording? Recording { get; init; }

    public required int Pages { get; init; }
}

/// <summary>How late the spikes were, of the whole run.</summary>
internal sealed record LiveLateness
{
    public required double P50Microseconds { get; init; }

    public required double P99Microseconds { get; init; }

    public required double P999Microseconds { get; init; }

    public required double MaximumMicroseconds { get; init; }

    public required long[] Counts { get; init; }
}

/// <summary>What a port counted.</summary>
internal sealed record LivePort(string Name, bool IsDown, IReadOnlyDictionary<string, long> Counts);

/// <summary>What the closed loop did.</summary>
internal sealed record LiveLoop
{
    public required long Iterations { get; init; }

    public required long Inputs { get; init; }

    public required long Stimuli { get; init; }

    public required long Responses { get; init; }

    public required double ReactionP50Microseconds { get; init; }

    public required double ReactionP99Microseconds { get; init; }

    public required IReadOnlyDictionary<string, double?> StimulusNanoamperes { get; init; }

    public required IReadOnlyDictionary<string, long> Limits { get; init; }
}

/// <summary>The ticks of a streaming population.</summary>
internal sealed record LiveTicks(long Done, long Overruns, long Skipped, double WorkP50Microseconds, double WorkP99Microseconds, double LatencyP99Microseconds)
{
    internal static LiveTicks Of(TickReport report) => new(
        report.Ticks, report.Overruns, report.Skipped, report.WorkNanoseconds.P50 / 1e3, report.WorkNanoseconds.P99 / 1e3, report.LatencyNanoseconds.P99 / 1e3);
}

/// <summary>The recording.</summary>
internal sealed record LiveRecording(string File, long Records, long Lost);
