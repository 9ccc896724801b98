namespace Noble.Edge.Rig;

/// <summary>A chemical synapse whose release follows the voltage: τ ds/dt = s∞(V) − s, s∞ = 1 / (1 + exp((half − V) / slope)), current G s (E − V).</summary>
public sealed record GradedSynapseSpec
{
    /// <summary>Name by which commands refer to it while the circuit runs, or null: then its place in the list does. 1 to 64 characters, unlike any other, without brackets.</summary>
    public string? Name { get; init; }

    /// <summary>Sending cell.</summary>
    public required int From { get; init; }

    /// <summary>Receiving cell.</summary>
    public required int To { get; init; }

    /// <summary>Conductance at full release [nS], 0 to 10,000.</summary>
    public required double ConductanceNanosiemens { get; init; }

    /// <summary>Reversal potential [mV], −150 to 150; default that of inhibition.</summary>
    public double ReversalMillivolts { get; init; } = ChemicalSynapseSpec.InhibitoryReversalMillivolts;

    /// <summary>Voltage of half release [mV], −150 to 150; default −45.</summary>
    public double HalfMillivolts { get; init; } = -45;

    /// <summary>Steepness [mV], over 0 and up to 100; default 2.</summary>
    public double SlopeMillivolts { get; init; } = 2;

    /// <summary>Time constant [ms], over 0 and up to 10,000; default 20.</summary>
    public double TimeConstantMilliseconds { get; init; } = 20;
}
