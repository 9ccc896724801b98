namespace Noble.Edge.Training;

/// <summary>The operator's spikes over current.</summary>
/// <param name="Split">How the model was told of the neuron.</param>
/// <param name="Spikes">At each of the currents.</param>
public sealed record FrequencyCurrentLine(string Split, int[] Spikes);
