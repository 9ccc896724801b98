namespace Noble.Edge.Training;

/// <summary>One start of a run.</summary>
public sealed record RunStart
{
    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Steps that were done.</summary>
    public required long Step { get; init; }

    /// <summary>The command line.</summary>
    public required string CommandLine { get; init; }
}
