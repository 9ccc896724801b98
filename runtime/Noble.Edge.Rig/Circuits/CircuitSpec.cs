namespace Noble.Edge.Rig;

/// <summary>
/// What is connected to what: virtual neurons 0 to N − 1 of a streaming operator, then preparation cells N to N + P − 1, whose voltage is
/// measured and whose current is a dynamic clamp's command. Immutable; <see cref="Check"/> finds what is wrong.
/// </summary>
/// <remarks>Dynamic clamp: Sharp et al. 1993, J Neurophysiol 69:992. Conductances are in nS, currents in nA, voltages in mV, times in ms.</remarks>
public sealed record CircuitSpec
{
    /// <summary>Most cells, virtual and preparation together.</summary>
    public const int MostCells = 4096;

    /// <summary>Most connections of each kind.</summary>
    public const int MostConnections = 65_536;

    /// <summary>Virtual neurons, 0 to <see cref="MostCells"/>.</summary>
    public required int VirtualCells { get; init; }

    /// <summary>Cells of the preparation, in the order of their numbers from <see cref="VirtualCells"/> on; default none.</summary>
    public IReadOnlyList<PreparationCellSpec> Preparation { get; init; } = [];

    /// <summary>Chemical synapses that spikes release; default none.</summary>
    public IReadOnlyList<ChemicalSynapseSpec> Synapses { get; init; } = [];

    /// <summary>Chemical synapses that release with the voltage, without spikes; default none.</summary>
    public IReadOnlyList<GradedSynapseSpec> Graded { get; init; } = [];

    /// <summary>Gap junctions; default none.</summary>
    public IReadOnlyList<ElectricalCouplingSpec> Electrical { get; init; } = [];

    /// <summary>Fluctuating background conductances; default none.</summary>
    public IReadOnlyList<BackgroundSpec> Background { get; init; } = [];

    /// <summary>Constant currents; a cell that is not named has none.</summary>
    public IReadOnlyList<HoldingCurrentSpec> Holding { get; init; } = [];

    /// <summary>What a cell gets at most.</summary>
    public CircuitLimits Limits { get; init; } = CircuitLimits.Default;

    /// <summary>Seed of the background.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Cells, virtual and preparation together.</summary>
    public int CellCount => VirtualCells + Preparation.Count;

    /// <summary>Checks every part.</summary>
    /// <exception cref="CircuitException">The first thing that is wrong.</exception>
    public void Check() => CircuitRules.Check(this);
}
