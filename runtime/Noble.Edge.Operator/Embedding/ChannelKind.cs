namespace Noble.Edge.Operator;

/// <summary>What an input channel carries, as a function of the window's time.</summary>
public enum ChannelKind
{
    /// <summary>The current itself, in model units: the amplitude during the step, else 0. One channel.</summary>
    Current,

    /// <summary>The amplitude in model units as a constant. One channel.</summary>
    CurrentConstant,

    /// <summary>sin and cos of 2^k pi tau a, k = 0..K-1, a the amplitude in model units, tau = linspace(0, 2 pi, n). 2 K channels, interleaved.</summary>
    CurrentNerf,

    /// <summary>A latent feature scaled to [-1, 1], as a constant. One channel.</summary>
    FeatureConstant,

    /// <summary>sin and cos of 2^k pi tau f, k = 0..K-1, f the feature scaled to [0.5, 3.5]. 2 K channels, interleaved.</summary>
    FeatureNerf,

    /// <summary>1 while the step is on and the spike clock runs, else 0: over the neuron's onset of repetitive firing, and, where the clock has transient trains, over its rheobase. One channel.</summary>
    FiringGate,

    /// <summary>1 while the step is on and the neuron's train is transient: over its rheobase and at most its onset; else 0. One channel.</summary>
    TransientGate,

    /// <summary>sin and cos of 2 pi 2^k phi, k = 0..K-1, phi the spike clock's phase; 0 where the gate is 0. 2 K channels, interleaved.</summary>
    SpikePhase,

    /// <summary>The clock's rate, d phi / dt, in spikes per 10 ms; 0 where the gate is 0. One channel.</summary>
    SpikeRate,
}
