namespace Noble.Edge.Neurons;

/// <summary>A cell as arrays, for a group of parameter sets of one description: all that the solver sees.</summary>
/// <remarks>
/// A node is a segment's middle or, where sections meet at a section's end, a point without membrane. Nodes are
/// ordered so that a parent's index is below its children's. Units fit together without factors: mV, ms, nA, µS, nF.
/// </remarks>
public sealed class LoweredCell
{
    internal LoweredCell(
        int[] parent,
        Lanes[] capacitance,
        Lanes[] axialConductance,
        IReadOnlyList<MechanismBlock> blocks,
        double initialVoltage,
        IReadOnlyDictionary<string, int[]> segmentNodes)
    {
        Parent = parent;
        Capacitance = capacitance;
        AxialConductance = axialConductance;
        Blocks = blocks;
        InitialVoltage = initialVoltage;
        SegmentNodes = segmentNodes;
    }

    /// <summary>Number of lanes: parameter sets that advance together.</summary>
    public static int LaneCount => Lanes.Count;

    /// <summary>Index of each node's parent; −1 for the root, which is node 0.</summary>
    public int[] Parent { get; }

    /// <summary>Membrane capacitance, shape [node][lane], nF; 0 at a point without membrane.</summary>
    public Lanes[] Capacitance { get; }

    /// <summary>Axial conductance to the parent, shape [node][lane], µS; 0 at the root.</summary>
    public Lanes[] AxialConductance { get; }

    /// <summary>Mechanisms on regions.</summary>
    public IReadOnlyList<MechanismBlock> Blocks { get; }

    /// <summary>Voltage of every node at the start, mV.</summary>
    public double InitialVoltage { get; }

    /// <summary>Node of each segment, by section name.</summary>
    public IReadOnlyDictionary<string, int[]> SegmentNodes { get; }

    /// <summary>Node where current is injected and voltage recorded: the middle of the root section.</summary>
    public int ClampNode { get; internal init; }
}
