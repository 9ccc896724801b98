namespace Noble.Edge.Rig;

/// <summary>An edge of an input line.</summary>
/// <param name="TimeNanoseconds">When [ns, monotonic clock].</param>
/// <param name="Index">Which of the lines that are open, from 0.</param>
/// <param name="IsRising">Whether the line became active.</param>
/// <param name="LostBefore">Edges that were lost between this one and the one before, for lack of room.</param>
internal readonly record struct LineEdge(long TimeNanoseconds, int Index, bool IsRising, uint LostBefore);
