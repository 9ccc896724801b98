using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>The window operator's own test: square steps that it never saw, answered by the streaming operator.</summary>
public static class StreamingStepEvaluation
{
    /// <summary>Name of the input in the figures.</summary>
    public const string Input = "square steps";

    private const int TracesAtATime = 128;

    /// <summary>Measures both operators' splits: seen neurons at new currents, and neurons never seen, by their latent point alone.</summary>
    /// <param name="model">The model; its streaming operator is <paramref name="weights"/>.</param>
    /// <param name="weights">The streaming operator.</param>
    /// <param name="data">The window operator's data set.</param>
    /// <param name="engine">Makes an engine for neurons.</param>
    public static IReadOnlyList<StreamingAccuracyRow> Run(ModelBundle model, StreamingWeights weights, DataSet data, Func<StreamingNeurons, IStreamingEngine> engine)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(engine);
        var grid = data.Manifest.Grid;
        if (Math.Abs(grid.StepMilliseconds - weights.Spec.StepMilliseconds) > 1e-9)
        {
            throw new DataSetException($"a data set of {grid.StepMilliseconds} ms, expected {weights.Spec.StepMilliseconds} ms, the streaming operator's step");
        }

        var groups = new Dictionary<string, StreamingComparison>
        {
            [StreamingEvaluation.Seen] = new(grid.StepMilliseconds),
            [StreamingEvaluation.NeverSeen] = new(grid.StepMilliseconds),
        };
        var cases = ModelEvaluation.Cases(model, data).Where(test => test.Split is ModelEvaluation.SeenNeurons or ModelEvaluation.LatentPointOnly)
            .Where(test => weights.Spec.Neurons.Length == 0 || weights.Spec.Neurons.Contains(data.Manifest.Neurons[data.Manifest.Traces[test.Trace].Neuron].Name));
        foreach (var chunk in cases.Chunk(TracesAtATime))
        {
            Run(chunk, new StreamingNeurons(weights, model.Manifest.Latent, [.. chunk.Select(test => test.Features)]), data, engine, groups);
        }

        return [.. groups.Select(group => group.Value.Row("model", group.Key, Input)).Where(row => row.Traces > 0)];
    }

    private static void Run(EvaluationCase[] cases, StreamingNeurons neurons, DataSet data, Func<StreamingNeurons, IStreamingEngine> makeEngine, Dictionary<string, StreamingComparison> groups)
    {
        var grid = data.Manifest.Grid;
        using var engine = makeEngine(neurons);
        var voltage = cases.Select(_ => new float[grid.Length]).ToArray();
        var spikes = cases.Select(_ => new List<double>()).ToArray();
        var current = new float[cases.Length];
        for (var k = 0; k < grid.Length; k++)
        {
            var middle = (k + 0.5) * grid.StepMilliseconds;
            var isOn = middle >= grid.StimulusOnMilliseconds && middle < grid.StimulusOffMilliseconds;
            for (var n = 0; n < cases.Length; n++)
            {
                voltage[n][k] = engine.Voltage[n];
                if (engine.NextSpike[n] >= 0)
                {
                    spikes[n].Add((k + engine.NextSpike[n]) * grid.StepMilliseconds);
                }

                current[n] = isOn ? (float)data.Manifest.Traces[cases[n].Trace].CurrentNanoamperes : 0;
            }

            engine.Step(current);
        }

        for (var n = 0; n < cases.Length; n++)
        {
            groups[cases[n].Split == ModelEvaluation.SeenNeurons ? StreamingEvaluation.Seen : StreamingEvaluation.NeverSeen]
                .Add(data.Voltage(cases[n].Trace), data.SpikeTimes(cases[n].Trace), voltage[n], [.. spikes[n]]);
        }
    }
}
