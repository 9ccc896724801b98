using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>One neuron in one split.</summary>
/// <param name="Neuron">Its name.</param>
/// <param name="Figures">Over all of its traces in the split.</param>
/// <param name="HullDistance">Its distance to the training neurons' hull, in units of the scaled features; 0 inside.</param>
/// <param name="NearestTraining">The training neuron that is nearest to it in latent space: itself where it was trained on.</param>
/// <param name="NearestDistance">How far that is, in the same units.</param>
public sealed record NeuronFigures(string Neuron, AccuracyRow Figures, double HullDistance, string NearestTraining, double NearestDistance)
{
    /// <summary>Every neuron of every split, the worst first within a split.</summary>
    public static NeuronFigures[] Of(ModelBundle model, DataSet data, IReadOnlyList<EvaluationCase> cases, IReadOnlyList<TraceComparison> comparisons) =>
    [
        .. cases.Zip(comparisons).GroupBy(pair => (pair.First.Split, data.Manifest.Traces[pair.First.Trace].Neuron))
            .Select(group => Make(model, data.Manifest.Neurons[group.Key.Neuron].Name, group.First().First, [.. group.Select(pair => pair.Second)]))
            .OrderBy(neuron => ModelEvaluation.Rank(neuron.Figures.Split)).ThenByDescending(neuron => neuron.Figures.RelativeL2Percent),
    ];

    private static NeuronFigures Make(ModelBundle model, string name, EvaluationCase first, TraceComparison[] traces)
    {
        var nearest = model.Latent.Nearest(first.Features, out var distance);
        return new NeuronFigures(
            name,
            AccuracyTable.Row(first.Split, AccuracyTable.AllZones, traces),
            Round(model.Latent.DistanceToHull(first.Features)),
            model.Latent.Points[nearest].Name,
            Round(distance));
    }

    private static double Round(double value) => Training.Figures.Round(value);
}
