using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>How spike counts and coincidences of long free runs hold up with time.</summary>
public sealed record StreamingDrift
{
    /// <summary>Length of a part [ms].</summary>
    public required double PartMilliseconds { get; init; }

    /// <summary>Spikes of the solver in each part, all traces together, shape [part].</summary>
    public required int[] SolverSpikes { get; init; }

    /// <summary>Spikes of the model, shape [part].</summary>
    public required int[] ModelSpikes { get; init; }

    /// <summary>Sum over traces of |count − count_solver| over the solver's count, whole runs [%].</summary>
    public required double CountErrorPercent { get; init; }

    /// <summary>Coincidence F1 within 2 ms in each part, shape [part].</summary>
    public required double[] CoincidenceWithin2 { get; init; }

    /// <summary>Measures a data set of long traces.</summary>
    /// <param name="runner">The model.</param>
    /// <param name="set">Long traces.</param>
    /// <param name="heldOut">Names of neurons that training did not see.</param>
    /// <param name="isSeen">Which of the neurons to take.</param>
    /// <param name="partMilliseconds">Length of a part.</param>
    public static StreamingDrift Measure(StreamingRunner runner, StreamingDataSet set, IReadOnlyCollection<string> heldOut, bool isSeen, double partMilliseconds)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(heldOut);
        var parts = (int)Math.Ceiling(set.Manifest.Samples * set.Manifest.StepMilliseconds / partMilliseconds);
        var (truth, found, pairs, error) = (new int[parts], new int[parts], new int[parts], 0);
        int[] traces = [.. set.Manifest.Traces.Index().Where(trace => heldOut.Contains(set.Manifest.Neurons[trace.Item.Neuron].Name) != isSeen).Select(trace => trace.Index)];
        foreach (var chunk in traces.Chunk(16))
        {
            runner.Run(set, chunk, (_, solver, _, spikes) =>
            {
                error += Math.Abs(solver.Spikes.Length - spikes.Length);
                for (var part = 0; part < parts; part++)
                {
                    var (own, others) = (Within(solver.Spikes, part), Within(spikes, part));
                    truth[part] += own.Length;
                    found[part] += others.Length;
                    pairs[part] += SpikeMatching.Match(own, others, 2).Count;
                }
            });
        }

        return new StreamingDrift
        {
            PartMilliseconds = partMilliseconds,
            SolverSpikes = truth,
            ModelSpikes = found,
            CountErrorPercent = Math.Round(100.0 * error / Math.Max(1, truth.Sum()), 3),
            CoincidenceWithin2 = [.. pairs.Select((count, part) => Math.Round(2.0 * count / Math.Max(1, truth[part] + found[part]), 4))],
        };

        double[] Within(double[] times, int part) => [.. times.Where(time => time >= part * partMilliseconds && time < (part + 1) * partMilliseconds)];
    }
}
