namespace Noble.Edge.Neurons;

/// <summary>What the mechanisms of a cell share: voltage, the currents that they add up, and calcium. Shapes [node][lane].</summary>
/// <remarks>The calcium arrays are empty where no mechanism of the cell uses them.</remarks>
public sealed class MembraneState
{
    /// <summary>Reversal potential of calcium where no mechanism reads its concentration, mV; NEURON's default.</summary>
    public const double CalciumReversalWithoutPool = 132.4579341637009;

    /// <summary>Free calcium at the start where no mechanism keeps its concentration, mM; NEURON's default.</summary>
    public const double CalciumWithoutPool = 5e-5;

    /// <summary>Arrays for a number of nodes.</summary>
    /// <param name="nodeCount">Nodes of the cell.</param>
    /// <param name="withCalcium">Whether a mechanism uses calcium.</param>
    /// <param name="scheme">How the voltage advances.</param>
    public MembraneState(int nodeCount, bool withCalcium, TimeScheme scheme = TimeScheme.BackwardEuler)
    {
        Scheme = scheme;
        Voltage = new LaneBuffer(nodeCount);
        Conductance = new LaneBuffer(nodeCount);
        Current = new LaneBuffer(nodeCount);
        var calcium = withCalcium ? nodeCount : 0;
        Calcium = new LaneBuffer(calcium);
        CalciumReversal = new LaneBuffer(calcium);
        CalciumCurrent = new LaneBuffer(calcium);
        CalciumConductance = new LaneBuffer(calcium);
        ResetCalcium();
    }

    /// <summary>How the voltage advances, for states that follow the same scheme.</summary>
    public TimeScheme Scheme { get; }

    /// <summary>Voltage, mV.</summary>
    public LaneBuffer Voltage { get; }

    /// <summary>Diagonal of the tree system: what a mechanism adds is dI/dV, µS.</summary>
    public LaneBuffer Conductance { get; }

    /// <summary>Right-hand side of the tree system: what a mechanism adds is minus its outward current, nA.</summary>
    public LaneBuffer Current { get; }

    /// <summary>Free calcium under the membrane, mM.</summary>
    public LaneBuffer Calcium { get; }

    /// <summary>Reversal potential of calcium, mV.</summary>
    public LaneBuffer CalciumReversal { get; }

    /// <summary>Outward calcium current of this step where a mechanism keeps the concentration, and clears it first; mA/cm².</summary>
    public LaneBuffer CalciumCurrent { get; }

    /// <summary>Its derivative with respect to voltage, S/cm².</summary>
    public LaneBuffer CalciumConductance { get; }

    /// <summary>Puts the calcium arrays back to their defaults.</summary>
    public void ResetCalcium()
    {
        Calcium.AsSpan().Fill(LaneMath.Create(CalciumWithoutPool));
        CalciumReversal.AsSpan().Fill(LaneMath.Create(CalciumReversalWithoutPool));
        CalciumCurrent.AsSpan().Clear();
        CalciumConductance.AsSpan().Clear();
    }
}
