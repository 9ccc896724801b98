namespace Noble.Edge.Rig;

/// <summary>One edge on a line of the virtual bank.</summary>
/// <param name="TimeNanoseconds">When it was written [ns, monotonic clock].</param>
/// <param name="Line">The line.</param>
/// <param name="IsRising">Whether the line rose.</param>
public readonly record struct VirtualEdge(long TimeNanoseconds, int Line, bool IsRising);
