using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Batches that are made together: some neurons, some traces of each, their samples mixed.</summary>
/// <param name="Neurons">Which neurons, shape [neuron].</param>
/// <param name="Values">Shape [batch, neuron, sample, input + <see cref="Extra"/>], float32.</param>
/// <param name="Batches">Number of batches.</param>
internal sealed record StreamingRound(int[] Neurons, float[] Values, int Batches)
{
    /// <summary>After the inputs of a sample: voltage, mV, and its weight; whether it spikes before the next; time exposed to the hazard, ms, and the weight of both.</summary>
    public const int Extra = 5;
}

/// <summary>A neuron to learn from.</summary>
/// <param name="Features">Its features, −1 to 1, shape [feature].</param>
/// <param name="OffsetMillivolts">What is added to its voltage.</param>
/// <param name="Traces">Its traces.</param>
internal sealed record StreamingSubject(float[] Features, float OffsetMillivolts, (StreamingDataSet Data, int Trace)[] Traces);
