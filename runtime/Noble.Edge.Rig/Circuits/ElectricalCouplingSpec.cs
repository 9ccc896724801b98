namespace Noble.Edge.Rig;

/// <summary>A gap junction: G (V_other − V) flows into each of the two cells.</summary>
public sealed record ElectricalCouplingSpec
{
    /// <summary>Name by which commands refer to it while the circuit runs, or null: then its place in the list does. 1 to 64 characters, unlike any other, without brackets.</summary>
    public string? Name { get; init; }

    /// <summary>One cell.</summary>
    public required int From { get; init; }

    /// <summary>The other cell.</summary>
    public required int To { get; init; }

    /// <summary>Conductance [nS], 0 to 10,000.</summary>
    public required double ConductanceNanosiemens { get; init; }

    /// <summary>Whether it conducts only while <see cref="From"/> is at the higher voltage: current flows from it to the other and never back.</summary>
    public bool IsRectifying { get; init; }
}
