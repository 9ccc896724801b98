using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Spikes over current, solver beside operator.</summary>
public static class FrequencyCurrentMeasurement
{
    private const int MostNeurons = 12, Currents = 120;

    /// <summary>Measures up to twelve neurons: those never seen first, then training neurons from the lowest onset to the highest.</summary>
    /// <param name="team">The model and its data set.</param>
    /// <param name="cases">Its test traces.</param>
    /// <param name="onProgress">Done, in all.</param>
    public static FrequencyCurrentFigures[] Take(EvaluationTeam team, IReadOnlyList<EvaluationCase> cases, Action<int, int> onProgress)
    {
        var range = team.Model.Manifest.CurrentRange;
        var currents = Enumerable.Range(0, Currents)
            .Select(k => range.MinimumNanoamperes + ((range.MaximumNanoamperes - range.MinimumNanoamperes) * k / (Currents - 1))).ToArray();
        var told = cases.GroupBy(test => (Neuron: team.Data.Manifest.Traces[test.Trace].Neuron, test.Split)).Select(group => (group.Key.Neuron, Case: group.First())).ToArray();
        var neurons = Choose(team.Data, told);
        var lines = told.Where(line => neurons.Contains(line.Neuron)).ToArray();
        var counts = team.Run(
            lines.Length * Currents,
            (evaluator, i) => evaluator.Spikes(evaluator.Render(currents[i % Currents], lines[i / Currents].Case.Features, lines[i / Currents].Case.Clock)).Length,
            onProgress);
        return [.. neurons.Select(neuron => new FrequencyCurrentFigures
        {
            Neuron = team.Data.Manifest.Neurons[neuron].Name,
            IsSeen = IsSeen(lines.First(line => line.Neuron == neuron).Case),
            SolverCurrentsNanoamperes = [.. Traces(team.Data, neuron).Select(t => Figures.Round(team.Data.Manifest.Traces[t].CurrentNanoamperes))],
            SolverSpikes = [.. Traces(team.Data, neuron).Select(t => team.Data.SpikeTimes(t).Length)],
            OperatorCurrentsNanoamperes = [.. currents.Select(Figures.Round)],
            Lines = [.. lines.Select((line, i) => (line, i)).Where(pair => pair.line.Neuron == neuron)
                .Select(pair => new FrequencyCurrentLine(pair.line.Case.Split, counts[(pair.i * Currents)..((pair.i + 1) * Currents)]))],
        })];
    }

    private static int[] Choose(DataSet data, (int Neuron, EvaluationCase Case)[] told)
    {
        var ordinary = told.Where(line => data.Manifest.Neurons[line.Neuron].Origin is null).ToArray();
        var unseen = ByOnset(ordinary.Where(line => !IsSeen(line.Case)).Select(line => line.Neuron));
        var seen = ByOnset(ordinary.Where(line => IsSeen(line.Case)).Select(line => line.Neuron));
        int[] first = [.. Spread(unseen, MostNeurons)];
        return [.. first, .. Spread(seen, MostNeurons - first.Length)];

        int[] ByOnset(IEnumerable<int> neurons) => [.. neurons.Distinct().OrderBy(n => data.Manifest.Neurons[n].Feature(FeatureCatalogue.ThresholdCurrent))];
    }

    private static IEnumerable<int> Spread(int[] sorted, int count) => count >= sorted.Length
        ? sorted
        : Enumerable.Range(0, count).Select(i => sorted[count == 1 ? 0 : i * (sorted.Length - 1) / (count - 1)]);

    private static IEnumerable<int> Traces(DataSet data, int neuron) =>
        Enumerable.Range(0, data.Manifest.Traces.Length).Where(t => data.Manifest.Traces[t].Neuron == neuron).OrderBy(t => data.Manifest.Traces[t].CurrentNanoamperes);

    private static bool IsSeen(EvaluationCase test) => test.Split is ModelEvaluation.SeenNeurons or ModelEvaluation.BlendedNeurons;
}
