namespace Noble.Edge.Rig;

/// <summary>One loop through one port; times are in nanoseconds, read 3 % high at most.</summary>
public sealed record SelfTestRow
{
    /// <summary>What was looped back, as <c>udp-eieio</c>.</summary>
    public required string Port { get; init; }

    /// <summary>From what to what was timed.</summary>
    public required string Measures { get; init; }

    /// <summary>Sent, or woken for.</summary>
    public required long Sent { get; init; }

    /// <summary>Timed: those that came back, without the first few.</summary>
    public required long Count { get; init; }

    /// <summary>Never came back, or was dropped or refused by a port.</summary>
    public required long Lost { get; init; }

    /// <summary>Took longer than the time until the next one was due.</summary>
    public required long Overruns { get; init; }

    /// <summary>Half of them took no longer than this.</summary>
    public required long P50Nanoseconds { get; init; }

    /// <summary>99 % of them took no longer than this.</summary>
    public required long P99Nanoseconds { get; init; }

    /// <summary>99.9 % of them took no longer than this.</summary>
    public required long P999Nanoseconds { get; init; }

    /// <summary>The longest.</summary>
    public required long MaximumNanoseconds { get; init; }

    internal static SelfTestRow Of(string port, string measures, LatenessHistogram times, long sent, long returned, long lost, long overruns) => new()
    {
        Port = port,
        Measures = measures,
        Sent = sent,
        Count = times.Count,
        Lost = Math.Max(lost, sent - returned),
        Overruns = overruns,
        P50Nanoseconds = times.PercentileNanoseconds(0.5),
        P99Nanoseconds = times.PercentileNanoseconds(0.99),
        P999Nanoseconds = times.PercentileNanoseconds(0.999),
        MaximumNanoseconds = times.MaximumNanoseconds,
    };
}
