namespace Noble.Edge.Rig;

/// <summary>The first place where a replay is not what was recorded.</summary>
/// <param name="TimeNanoseconds">When [ns]: the earlier of the two.</param>
/// <param name="What">What differs, in words.</param>
/// <param name="Recorded">What was recorded, or null where the recording has nothing more.</param>
/// <param name="Replayed">What the replay gave, or null where it gave nothing.</param>
public sealed record ReplayDifference(long TimeNanoseconds, string What, RigRecord? Recorded, RigRecord? Replayed);
