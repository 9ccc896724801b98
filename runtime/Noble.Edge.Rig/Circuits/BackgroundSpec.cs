namespace Noble.Edge.Rig;

/// <summary>A cell's background: fluctuating excitatory and inhibitory conductance (point-conductance model: Destexhe et al. 2001, Neuroscience 107:13).</summary>
/// <remarks>Each is an Ornstein-Uhlenbeck process, exact at any step; where it falls under 0 nothing flows. Same seed, same fluctuation.</remarks>
public sealed record BackgroundSpec
{
    /// <summary>Name by which commands refer to it while the circuit runs, or null: then its place in the list does. 1 to 64 characters, unlike any other, without brackets.</summary>
    public string? Name { get; init; }

    /// <summary>Cell.</summary>
    public required int Cell { get; init; }

    /// <summary>Mean of the excitatory conductance [nS], 0 to 10,000; default 0.</summary>
    public double ExcitatoryMeanNanosiemens { get; init; }

    /// <summary>Its standard deviation [nS], 0 to 10,000; default 0.</summary>
    public double ExcitatoryDeviationNanosiemens { get; init; }

    /// <summary>Its time constant [ms], over 0 and up to 10,000; default 2.7.</summary>
    public double ExcitatoryTimeConstantMilliseconds { get; init; } = 2.7;

    /// <summary>Its reversal potential [mV], −150 to 150; default 0.</summary>
    public double ExcitatoryReversalMillivolts { get; init; } = ChemicalSynapseSpec.ExcitatoryReversalMillivolts;

    /// <summary>Mean of the inhibitory conductance [nS], 0 to 10,000; default 0.</summary>
    public double InhibitoryMeanNanosiemens { get; init; }

    /// <summary>Its standard deviation [nS], 0 to 10,000; default 0.</summary>
    public double InhibitoryDeviationNanosiemens { get; init; }

    /// <summary>Its time constant [ms], over 0 and up to 10,000; default 10.5.</summary>
    public double InhibitoryTimeConstantMilliseconds { get; init; } = 10.5;

    /// <summary>Its reversal potential [mV], −150 to 150; default −75.</summary>
    public double InhibitoryReversalMillivolts { get; init; } = ChemicalSynapseSpec.InhibitoryReversalMillivolts;
}
