namespace Noble.Edge.Host;

/// <summary>What of a run was recorded.</summary>
internal sealed record RecordingSummary
{
    public required string File { get; init; }

    public required int Files { get; init; }

    public required long Bytes { get; init; }

    public required long Records { get; init; }

    /// <summary>Records that are not in the recording.</summary>
    public required long Lost { get; init; }

    /// <summary>The first error of the disk, or null.</summary>
    public required string? FirstError { get; init; }
}
