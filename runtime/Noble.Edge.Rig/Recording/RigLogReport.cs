namespace Noble.Edge.Rig;

/// <summary>What a recorder did.</summary>
public sealed record RigLogReport
{
    /// <summary>Files begun.</summary>
    public required int Files { get; init; }

    /// <summary>Bytes written.</summary>
    public required long Bytes { get; init; }

    /// <summary>Blocks written.</summary>
    public required long Blocks { get; init; }

    /// <summary>Records written, those that say how many were lost among them.</summary>
    public required long Records { get; init; }

    /// <summary>Records that found no room to wait in.</summary>
    public required long Lost { get; init; }

    /// <summary>Records that were waiting when the recorder gave up on the disk; 0 while it runs.</summary>
    public required long Unwritten { get; init; }

    /// <summary>Calls that the disk refused.</summary>
    public required long Errors { get; init; }

    /// <summary>What the disk said first, or null.</summary>
    public required string? FirstError { get; init; }

    /// <summary>Whether the end block is in the file.</summary>
    public required bool HasEnded { get; init; }

    /// <summary>Whether everything that happened is in the file.</summary>
    public bool IsWhole => HasEnded && Lost == 0 && Unwritten == 0;
}
