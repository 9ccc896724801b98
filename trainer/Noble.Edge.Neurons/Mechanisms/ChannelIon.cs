namespace Noble.Edge.Neurons;

/// <summary>The ion that a channel conducts: what its current counts as and which reversal potential it has.</summary>
public enum ChannelIon
{
    /// <summary>No single one; the reversal potential is the mechanism's own.</summary>
    NonSpecific,

    /// <summary>Sodium; one reversal potential a region.</summary>
    Sodium,

    /// <summary>Potassium; one reversal potential a region.</summary>
    Potassium,

    /// <summary>Calcium; the reversal potential follows from the concentration in the segment (Nernst).</summary>
    Calcium,
}
