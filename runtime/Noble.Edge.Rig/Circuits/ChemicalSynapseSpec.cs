namespace Noble.Edge.Rig;

/// <summary>A chemical synapse: each spike adds a conductance that rises and decays, g(t) (E − V) flows into the receiving cell.</summary>
/// <remarks>
/// g(t) = G n (exp(−t / decay) − exp(−t / rise)), n so that the peak of a single spike is G; exp(−t / decay) alone where rise is 0. A step's
/// conductance is its mean over the step, so that the charge of a spike does not depend on where in the step it falls.
/// </remarks>
public sealed record ChemicalSynapseSpec
{
    /// <summary>Excitatory reversal potential that descriptions fall back on [mV].</summary>
    public const double ExcitatoryReversalMillivolts = 0;

    /// <summary>Inhibitory reversal potential that descriptions fall back on [mV].</summary>
    public const double InhibitoryReversalMillivolts = -75;

    /// <summary>Name by which commands refer to it while the circuit runs, or null: then its place in the list does. 1 to 64 characters, unlike any other, without brackets.</summary>
    public string? Name { get; init; }

    /// <summary>Sending cell.</summary>
    public required int From { get; init; }

    /// <summary>Receiving cell.</summary>
    public required int To { get; init; }

    /// <summary>Peak conductance of the first spike after rest [nS], 0 to 10,000.</summary>
    public required double ConductanceNanosiemens { get; init; }

    /// <summary>Reversal potential [mV], −150 to 150; default that of excitation.</summary>
    public double ReversalMillivolts { get; init; } = ExcitatoryReversalMillivolts;

    /// <summary>Time constant of the rise [ms], from 0, under the decay; default 0.5.</summary>
    public double RiseMilliseconds { get; init; } = 0.5;

    /// <summary>Time constant of the decay [ms], over 0 and up to 10,000; default 5.</summary>
    public double DecayMilliseconds { get; init; } = 5;

    /// <summary>From spike to onset [ms], 0 to 100; default 1.</summary>
    public double DelayMilliseconds { get; init; } = 1;

    /// <summary>Depression and facilitation, or null: every spike is like the first.</summary>
    public ShortTermPlasticitySpec? Plasticity { get; init; }

    /// <summary>Largest conductance of the synapse, however many spikes [nS]; default none.</summary>
    public double SaturationNanosiemens { get; init; } = double.PositiveInfinity;
}
