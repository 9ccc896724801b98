using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Features of an ensemble drawn from the latent space, beside the simulated neurons'.</summary>
public static class EnsembleMeasurement
{
    private const string AfterStep = "steady_state_voltage";

    /// <summary>Renders the ensemble at a hyperpolarising step and at one at which every simulated neuron fires, and takes the features.</summary>
    /// <param name="team">The model and its data set.</param>
    /// <param name="drawn">The ensemble.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="onProgress">Done, in all.</param>
    public static EnsembleFigures Take(EvaluationTeam team, Population drawn, ulong seed, Action<int, int> onProgress)
    {
        var sweeps = Currents(team.Data).ToArray();
        var features = team.Run(
            sweeps.Length * drawn.Count,
            (evaluator, i) => evaluator.Features(evaluator.Render(sweeps[i / drawn.Count].Current, drawn.Features(i % drawn.Count), drawn.Clock(i % drawn.Count))),
            onProgress);
        return new EnsembleFigures(drawn.Count, seed, [.. sweeps.Select((sweep, s) => new EnsembleSweep(
            Figures.Round(sweep.Current), Distributions(team, sweep.IsFiring, sweep.Current, features.AsSpan(s * drawn.Count, drawn.Count).ToArray())))]);
    }

    private static EnsembleFeature[] Distributions(EvaluationTeam team, bool isFiring, double current, double[][] drawn)
    {
        var trained = team.Model.Manifest.Latent.Points.Select(point => point.Name).ToHashSet(StringComparer.Ordinal);
        var neurons = team.Data.Manifest.Neurons;
        var solver = Enumerable.Range(0, neurons.Length).Where(n => neurons[n].Origin is null)
            .ToLookup(n => trained.Contains(neurons[n].Name), n => team.Truth.FeaturesAt(n, current));
        return
        [
            .. EvaluatedFeatures.All.Select((feature, f) => (feature, f))
                .Where(pair => pair.feature.IsSpiking == isFiring && pair.feature.Name is not (EvaluatedFeatures.Block or AfterStep))
                .Select(pair => new EnsembleFeature(pair.feature.Name, pair.feature.Unit, Of(drawn, pair.f), Of(solver[true], pair.f), Of(solver[false], pair.f))),
        ];

        static double?[] Of(IEnumerable<double[]> values, int feature) => Figures.OrNull(values.Select(v => v[feature]));
    }

    // The deepest hyperpolarising step that every neuron's traces reach, and the middle between the highest onset and the largest current.
    private static IEnumerable<(double Current, bool IsFiring)> Currents(DataSet data)
    {
        var ordinary = Enumerable.Range(0, data.Manifest.Neurons.Length).Where(n => data.Manifest.Neurons[n].Origin is null).ToHashSet();
        var byNeuron = data.Manifest.Traces.Where(trace => ordinary.Contains(trace.Neuron)).GroupBy(trace => trace.Neuron).ToArray();
        if (byNeuron.Length == 0)
        {
            yield break;
        }

        var deepest = byNeuron.Max(traces => traces.Min(trace => trace.CurrentNanoamperes));
        if (deepest < 0)
        {
            yield return (deepest, false);
        }

        var onset = ordinary.Max(n => data.Manifest.Neurons[n].Feature(FeatureCatalogue.ThresholdCurrent));
        var highest = byNeuron.Min(traces => traces.Max(trace => trace.CurrentNanoamperes));
        if (highest > onset)
        {
            yield return ((onset + highest) / 2, true);
        }
    }
}
