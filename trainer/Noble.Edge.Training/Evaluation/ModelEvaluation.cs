using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Evaluates a model on what it never saw: currents, and whole neurons.</summary>
public static class ModelEvaluation
{
    /// <summary>Sweeps over onset that are taken to fit an unseen neuron's clock; they are left out of its test.</summary>
    public const int CalibrationSweeps = 6;

    private const double CalibrationStartNanoamperes = 0.01;

    /// <summary>Name of the split that the model's promise stands on.</summary>
    public const string SeenNeurons = "seen neurons, new currents";

    /// <summary>Measures every split.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Its data set.</param>
    /// <param name="onProgress">Traces done, traces in all.</param>
    public static IReadOnlyList<AccuracyRow> Run(ModelBundle model, DataSet data, Action<int, int> onProgress)
    {
        using var evaluator = new Evaluator(model, data);
        var cases = Cases(model, data).ToArray();
        var results = new Dictionary<string, List<TraceComparison>>();
        for (var i = 0; i < cases.Length; i++)
        {
            var (split, trace, features, clock) = cases[i];
            if (!results.TryGetValue(split, out var comparisons))
            {
                results[split] = comparisons = [];
            }

            comparisons.Add(evaluator.Compare(trace, features, clock));
            onProgress(i + 1, cases.Length);
        }

        return [.. results.SelectMany(entry => AccuracyTable.Rows(entry.Key, entry.Value))];
    }

    /// <summary>Every test trace with the neuron that the model is given for it.</summary>
    public static IEnumerable<(string Split, int Trace, double[] Features, double[] Clock)> Cases(
        ModelBundle model, DataSet data)
    {
        var byNeuron = Enumerable.Range(0, data.Manifest.Traces.Length).ToLookup(t => data.Manifest.Traces[t].Neuron);
        for (var n = 0; n < data.Manifest.Neurons.Length; n++)
        {
            var neuron = data.Manifest.Neurons[n];
            var point = Array.FindIndex(model.Manifest.Latent.Points, p => p.Name == neuron.Name);
            if (point >= 0)
            {
                var trained = Population.FromTrainingPoints(model, point + 1);
                var clock = trained.Clock(point).ToArray();
                foreach (var trace in byNeuron[n].Where(t => model.Manifest.Provenance.IsHeldOut(data.ExcessNanoamperes(t))))
                {
                    yield return (SeenNeurons, trace, model.Manifest.Latent.Points[point].Values, clock);
                }
            }
            else
            {
                foreach (var unseen in UnseenCases(model, data, neuron, [.. byNeuron[n]]))
                {
                    yield return unseen;
                }
            }
        }
    }

    private static IEnumerable<(string Split, int Trace, double[] Features, double[] Clock)> UnseenCases(
        ModelBundle model, DataSet data, DataSetNeuron neuron, int[] traces)
    {
        double[] features = [.. model.Manifest.Latent.Features.Select(f => neuron.Features[f.Name])];
        var fromLatent = Population.FromPoints(model, [neuron.Name], [features]).Clock(0).ToArray();
        foreach (var trace in traces)
        {
            yield return ("unseen neurons, latent point only", trace, features, fromLatent);
        }

        if (model.Manifest.Clock is not { } clock)
        {
            yield break;
        }

        var onset = neuron.Features[clock.OnsetFeature];
        var sweeps = CalibrationSet(model, data, [.. traces.Where(t => data.ExcessNanoamperes(t) > 0)], onset);
        var calibrated = SpikeClockFit.Fit(clock, onset, sweeps.Select(data.Sweep), fromLatent);
        foreach (var trace in traces.Where(t => !sweeps.Contains(t)))
        {
            yield return ($"unseen neurons, clock from {CalibrationSweeps} sweeps", trace, features, calibrated);
        }
    }

    // From a little over onset to the largest current, evenly in the clock's own variable: what one would choose at the bench.
    private static HashSet<int> CalibrationSet(ModelBundle model, DataSet data, int[] over, double onset)
    {
        var clock = new SpikeClock(model.Manifest.Clock!);
        var first = clock.Variable(onset + CalibrationStartNanoamperes, onset);
        var last = clock.Variable(model.Manifest.CurrentRange.MaximumNanoamperes, onset);
        var chosen = new HashSet<int>();
        for (var i = 0; i < CalibrationSweeps; i++)
        {
            var x = first + ((last - first) * i / (CalibrationSweeps - 1));
            chosen.Add(over.MinBy(t => Math.Abs(clock.Variable(onset + data.ExcessNanoamperes(t), onset) - x)));
        }

        return chosen;
    }
}
