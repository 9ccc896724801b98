namespace Noble.Edge.Training;

/// <summary>Which part of a neuron's F-I curve a current lies in.</summary>
public enum FiringZone
{
    /// <summary>Under rheobase: no spike.</summary>
    SubThreshold,

    /// <summary>From rheobase to onset: a few spikes, then silence.</summary>
    Transient,

    /// <summary>Over onset: spikes to the end of the step.</summary>
    Repetitive,

    /// <summary>Over onset, and yet not to the end of the step: depolarisation block, from the solver's own spikes.</summary>
    Block,
}
