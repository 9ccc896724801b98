using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>Spikes of one test trace, of the solver and of the operator.</summary>
/// <param name="Split">Which question the trace answers.</param>
/// <param name="Neuron">The neuron's name.</param>
/// <param name="CurrentNanoamperes">Step current.</param>
/// <param name="Solver">[ms]</param>
/// <param name="Operator">[ms]</param>
internal sealed record RasterRow(string Split, string Neuron, double CurrentNanoamperes, double[] Solver, double[] Operator)
{
    private const int MostOfSplit = 24;

    /// <summary>Up to 24 traces of each split of the cell's own neurons in which the solver fires, spread evenly over the currents.</summary>
    internal static RasterRow[] Take(EvaluationTeam team, IReadOnlyList<EvaluationCase> cases, Action<int, int> onProgress)
    {
        var traces = team.Data.Manifest.Traces;
        EvaluationCase[] shown =
        [
            .. cases.Where(test => ModelEvaluation.IsOwn(test.Split) && team.Data.SpikeTimes(test.Trace).Length > 0)
                .GroupBy(test => test.Split).OrderBy(split => ModelEvaluation.Rank(split.Key))
                .SelectMany(split => Spread([.. split.OrderBy(test => traces[test.Trace].CurrentNanoamperes).ThenBy(test => test.Trace)])),
        ];
        return team.Run(
            shown.Length,
            (evaluator, i) =>
            {
                var trace = traces[shown[i].Trace];
                return new RasterRow(
                    shown[i].Split,
                    team.Data.Manifest.Neurons[trace.Neuron].Name,
                    trace.CurrentNanoamperes,
                    team.Data.SpikeTimes(shown[i].Trace).ToArray(),
                    evaluator.Spikes(evaluator.Render(shown[i])));
            },
            onProgress);
    }

    private static IEnumerable<EvaluationCase> Spread(EvaluationCase[] sorted) => sorted.Length <= MostOfSplit
        ? sorted
        : Enumerable.Range(0, MostOfSplit).Select(i => sorted[i * (sorted.Length - 1) / (MostOfSplit - 1)]);
}
