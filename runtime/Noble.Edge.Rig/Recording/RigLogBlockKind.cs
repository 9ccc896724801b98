namespace Noble.Edge.Rig;

/// <summary>What a block of a recording holds. Values are those of the file; they never change.</summary>
internal enum RigLogBlockKind : uint
{
    /// <summary>The configuration as JSON, or a part of it: the parts follow one another.</summary>
    Configuration = 1,

    /// <summary>Records, 24 bytes each.</summary>
    Records = 2,

    /// <summary>A time and a text.</summary>
    Note = 3,

    /// <summary>The file's end in order: how it goes on, and the totals.</summary>
    End = 4,
}
