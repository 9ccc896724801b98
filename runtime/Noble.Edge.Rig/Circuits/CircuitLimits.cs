namespace Noble.Edge.Rig;

/// <summary>What a cell gets at most; what would be more is clipped and counted. Fixed while a circuit runs.</summary>
public sealed record CircuitLimits
{
    /// <summary>10 nA for virtual cells, 1000 nS for every cell.</summary>
    public static CircuitLimits Default { get; } = new();

    /// <summary>Largest total current of a virtual cell either way [nA], over 0 and up to 1000; default 10. A preparation cell has its own.</summary>
    public double VirtualNanoamperes { get; init; } = 10;

    /// <summary>
    /// Largest sum of the conductances of a cell, those of gap junctions with them [nS], over 0 and up to 1,000,000; default 1000. Beyond it all
    /// of them are made smaller by the same factor.
    /// </summary>
    public double ConductanceNanosiemens { get; init; } = 1000;
}
