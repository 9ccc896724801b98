namespace Noble.Edge.Rig;

/// <summary>What a self-test of the rig measured.</summary>
public sealed record SelfTestReport
{
    /// <summary>Name of the row that tells what this machine's own wake-ups cost; the others are read beside it.</summary>
    public const string Baseline = "baseline";

    /// <summary>Name of the pacer's row.</summary>
    public const string Pacing = "pacing";

    /// <summary>The baseline first.</summary>
    public required IReadOnlyList<SelfTestRow> Rows { get; init; }

    /// <summary>What the machine granted to the pacer's thread.</summary>
    public required RealtimeFacts Facts { get; init; }

    /// <summary>Threads of load meanwhile.</summary>
    public required int LoadThreads { get; init; }

    /// <summary>The pacer's 99th percentile over the baseline's, or null where one of the two is not there.</summary>
    public double? PacingRatio =>
        Rows.FirstOrDefault(row => row.Port == Pacing) is { } pacing && Rows.FirstOrDefault(row => row.Port == Baseline) is { P99Nanoseconds: > 0 } baseline
            ? (double)pacing.P99Nanoseconds / baseline.P99Nanoseconds
            : null;

    /// <summary>Whether nothing was lost.</summary>
    public bool HasPassed => Rows.All(row => row.Lost == 0);
}
