using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>What a streaming operator is measured on: folders of traces that it did not learn from.</summary>
/// <param name="Data">Traces of every kind.</param>
/// <param name="SolverAt">The same from the solver at another step, in the same order; empty for none.</param>
/// <param name="Long">Long traces, or null.</param>
/// <param name="Steps">The window operator's data set, or null.</param>
/// <param name="Table">A CSV file that receives the figures of each trace, or null.</param>
/// <param name="TracesPerNeuron">The first so many traces of each neuron; 0 for all.</param>
internal sealed record StreamingMeasurement(string[] Data, string[] SolverAt, string? Long, string? Steps, int TracesPerNeuron, string? Table = null)
{
    private const double DriftPartMilliseconds = 10_000;

    /// <summary>Measures a model.</summary>
    /// <param name="model">Where the neurons' latent space is.</param>
    /// <param name="weights">The streaming operator.</param>
    /// <param name="heldOut">Neurons that training did not see.</param>
    public StreamingReport Take(ModelBundle model, StreamingWeights weights, IReadOnlyCollection<string> heldOut)
    {
        var runner = new StreamingRunner(weights, model.Manifest.Latent);
        var lines = new List<string> { "data,trace,neuron,input,spikes,f1_1ms,f1_2ms,f1_4ms,count_error_percent,sub_threshold_mV" };
        var rows = new List<StreamingAccuracyRow>();
        var solver = new List<StreamingAccuracyRow>();
        var truth = "";
        foreach (var (folder, index) in Data.Select((folder, index) => (folder, index)))
        {
            using var set = StreamingDataSet.Open(folder, weights.Spec.Neurons);
            truth = set.Manifest.Solver;
            rows.AddRange(StreamingEvaluation.Model(runner, set, heldOut, TracesPerNeuron, (trace, row) => lines.Add(FormattableString.Invariant(
                $"{Path.GetFileName(folder)},{set.Row(trace)},{row.Neurons},{row.Input},{row.Spikes},{row.CoincidenceWithin1},{row.CoincidenceWithin2},{row.CoincidenceWithin4},{row.SpikeCountErrorPercent},{row.SubThresholdErrorMillivolts}"))));
            if (index < SolverAt.Length)
            {
                using var other = StreamingDataSet.Open(SolverAt[index], weights.Spec.Neurons);
                solver.AddRange(StreamingEvaluation.Solver(set, other, heldOut, TracesPerNeuron));
            }
        }

        rows.AddRange(solver);
        if (Steps is { } steps)
        {
            rows.AddRange(StreamingStepEvaluation.Run(model, weights, DataSet.Load(steps), runner.Engine));
        }

        if (Table is { } table)
        {
            File.WriteAllLines(table, lines);
        }

        using var longSet = Long is { } longFolder ? StreamingDataSet.Open(longFolder, weights.Spec.Neurons) : null;
        return new StreamingReport
        {
            Model = model.Manifest.Name,
            Truth = truth,
            Rows = [.. rows],
            SeenDrift = Drift(true),
            NeverSeenDrift = Drift(false),
            WindowOperator = Steps is null ? [] : [.. model.Manifest.Accuracy.Where(row => row.Zone == "all" && row.Split is ModelEvaluation.SeenNeurons or ModelEvaluation.LatentPointOnly)],
        };

        StreamingDrift? Drift(bool isSeen) => longSet is not null && longSet.Manifest.Traces.Any(trace => heldOut.Contains(longSet.Manifest.Neurons[trace.Neuron].Name) != isSeen)
            ? StreamingDrift.Measure(runner, longSet, heldOut, isSeen, DriftPartMilliseconds)
            : null;
    }
}
