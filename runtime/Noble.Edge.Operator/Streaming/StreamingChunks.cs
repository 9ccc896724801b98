namespace Noble.Edge.Operator;

/// <summary>Several steps at once.</summary>
public static class StreamingChunks
{
    /// <summary>Goes on by a chunk of steps; the result does not depend on how time is cut into chunks.</summary>
    /// <param name="engine">The neurons.</param>
    /// <param name="currentsNanoamperes">Currents, each held for a step, shape [step, neuron], nA.</param>
    /// <param name="voltages">Receives the voltage at the end of each step, shape [step, neuron], mV.</param>
    /// <param name="nextSpikes">Receives <see cref="IStreamingEngine.NextSpike"/> at the end of each step, shape [step, neuron]; empty for none.</param>
    /// <param name="conductancesNanosiemens">Conductances, each held for a step, shape [step, neuron], nS; empty for none.</param>
    /// <exception cref="ArgumentException">The spans are not of as many whole steps.</exception>
    public static void Step(
        this IStreamingEngine engine, ReadOnlySpan<float> currentsNanoamperes, Span<float> voltages, Span<float> nextSpikes, ReadOnlySpan<float> conductancesNanosiemens = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var count = engine.NeuronCount;
        if (currentsNanoamperes.Length % count != 0 || voltages.Length != currentsNanoamperes.Length || (nextSpikes.Length > 0 && nextSpikes.Length != currentsNanoamperes.Length)
            || (conductancesNanosiemens.Length > 0 && conductancesNanosiemens.Length != currentsNanoamperes.Length))
        {
            throw new ArgumentException($"{currentsNanoamperes.Length} currents, {conductancesNanosiemens.Length} conductances, {voltages.Length} voltages, {nextSpikes.Length} spikes, expected as many whole steps of {count} neurons", nameof(voltages));
        }

        for (var at = 0; at < currentsNanoamperes.Length; at += count)
        {
            engine.Step(currentsNanoamperes.Slice(at, count), conductancesNanosiemens.IsEmpty ? default : conductancesNanosiemens.Slice(at, count));
            engine.Voltage.CopyTo(voltages[at..]);
            if (nextSpikes.Length > 0)
            {
                engine.NextSpike.CopyTo(nextSpikes[at..]);
            }
        }
    }
}
