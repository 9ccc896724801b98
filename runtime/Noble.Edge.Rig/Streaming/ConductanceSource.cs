namespace Noble.Edge.Rig;

/// <summary>Conductance of each neuron of a streaming population that comes from outside, of one reversal potential.</summary>
/// <param name="Conductance">The conductance, sample by sample, nS where a stimulus has nA.</param>
/// <param name="ReversalMillivolts">Its reversal potential [mV].</param>
public sealed record ConductanceSource(IStreamingStimulus Conductance, double ReversalMillivolts);
