namespace Noble.Edge.Neurons;

/// <summary>How a node hangs on its parent: which half segments lie between them.</summary>
internal enum NodeLink
{
    /// <summary>A segment on the segment before it: half of each.</summary>
    AlongSection,

    /// <summary>A segment on a point, or on the middle of another section's segment: its own first half.</summary>
    ToPoint,

    /// <summary>A point at the start of the parent's segment: the parent's first half.</summary>
    PointAtStart,

    /// <summary>A point at the end of the parent's segment: the parent's second half.</summary>
    PointAtEnd,
}
