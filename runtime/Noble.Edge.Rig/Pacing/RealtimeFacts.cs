namespace Noble.Edge.Rig;

/// <summary>What the machine granted to the pacer's thread, in words for the operator of the rig.</summary>
/// <param name="IsRealtime">Whether the thread runs before every ordinary one.</param>
/// <param name="Scheduling">Scheduling class, or why it is the ordinary one.</param>
/// <param name="Processor">Pinning, or why there is none.</param>
/// <param name="Memory">Locking, or why there is none.</param>
public sealed record RealtimeFacts(bool IsRealtime, string Scheduling, string Processor, string Memory)
{
    /// <summary>Before the thread has run.</summary>
    public static RealtimeFacts None { get; } = new(false, "not started", "not started", "not started");
}
