namespace Noble.Edge.Rig;

/// <summary>Short-term depression and facilitation of a synapse (Tsodyks and Markram 1997, PNAS 94:719; Tsodyks et al. 1998, Neural Comput 10:821).</summary>
/// <remarks>
/// At a spike a share u of the resources x is released: u ← u + U (1 − u) of what facilitation is left, then G u x / U is the spike's peak and
/// x ← x (1 − u). Between spikes x recovers to 1 and u falls to 0, exponentially.
/// </remarks>
public sealed record ShortTermPlasticitySpec
{
    /// <summary>Share of the resources that the first spike after rest releases, over 0 and up to 1.</summary>
    public required double Release { get; init; }

    /// <summary>Recovery of the resources [ms], over 0 and up to 100,000.</summary>
    public required double RecoveryMilliseconds { get; init; }

    /// <summary>Decay of facilitation [ms], 0 (the default: none) to 100,000.</summary>
    public double FacilitationMilliseconds { get; init; }
}
