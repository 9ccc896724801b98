namespace Noble.Edge.Host;

/// <summary>What a run is, told to a page once.</summary>
internal sealed record LiveDescription
{
    public int Protocol { get; init; } = 1;

    public required string Program { get; init; }

    public required LiveModel Model { get; init; }

    public required int Neurons { get; init; }

    public required string Population { get; init; }

    public required ulong Seed { get; init; }

    public required double StepNanoamperes { get; init; }

    public required double LowestNanoamperes { get; init; }

    public required double HighestNanoamperes { get; init; }

    public required long TrialNanoseconds { get; init; }

    public required double SampleNanoseconds { get; init; }

    /// <summary>Null without an end.</summary>
    public required long? DurationNanoseconds { get; init; }

    public required long LateAfterNanoseconds { get; init; }

    public required long[] LatenessEdgesNanoseconds { get; init; }

    public required IReadOnlyList<LivePortDescription> Ports { get; init; }

    public required IReadOnlyList<string> Controllers { get; init; }

    public required IReadOnlyList<LiveLimit> Limits { get; init; }

    public required IReadOnlyList<string> Commands { get; init; }

    public required string? ConfigurationFile { get; init; }

    public required string? Configuration { get; init; }
}

/// <summary>The model.</summary>
internal sealed record LiveModel(string Name, string Hash, string Engine);

/// <summary>A port.</summary>
internal sealed record LivePortDescription(string Name, string Description);

/// <summary>A limit of the safety box; the value is null where there is none.</summary>
internal sealed record LiveLimit(string Name, double? Value, string Unit);
