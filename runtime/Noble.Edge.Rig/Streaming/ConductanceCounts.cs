namespace Noble.Edge.Rig;

/// <summary>What conductances from outside did so far.</summary>
/// <param name="Sources">The samples, of all sources together.</param>
/// <param name="Refused">Steps of a neuron in which a source's conductance was below 0 or no number, and counted as 0.</param>
/// <param name="Scaled">Steps of a neuron in which the total was more than the operator takes, and what comes from outside was made smaller.</param>
public readonly record struct ConductanceCounts(StreamingStimulusCounts Sources, long Refused, long Scaled);
