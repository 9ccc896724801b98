using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Holds other models beside the one of a report, on the same test traces.</summary>
public static class AblationMeasurement
{
    /// <summary>Name of the report's own model among the others.</summary>
    public const string ThisModel = "this model";

    /// <summary>Measures the others.</summary>
    /// <param name="team">The report's model and data set.</param>
    /// <param name="comparisons">Its comparisons.</param>
    /// <param name="others">Name and model of each.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="onProgress">Name, done, in all.</param>
    /// <returns>The report's model first. A split's rows are over the traces that no model with that split was trained on.</returns>
    /// <exception cref="DataSetException">A model has another grid or a latent feature that the data set does not have.</exception>
    public static AblationFigures[] Take(
        EvaluationTeam team,
        IReadOnlyList<TraceComparison> comparisons,
        IReadOnlyList<(string Name, ModelBundle Model)> others,
        int threads,
        Action<string, int, int> onProgress)
    {
        if (others.Count == 0)
        {
            return [];
        }

        var own = comparisons.Select(Key).ToHashSet();
        List<(string Name, ModelBundle Model, IReadOnlyList<TraceComparison> Traces)> measured = [(ThisModel, team.Model, comparisons)];
        foreach (var (name, model) in others)
        {
            using var other = new EvaluationTeam(model, team.Data, threads, team.Truth);
            EvaluationCase[] cases = [.. ModelEvaluation.Cases(model, team.Data).Where(test => own.Contains((test.Split, test.Trace)))];
            measured.Add((name, model, other.Compare(cases, (done, all) => onProgress(name, done, all))));
        }

        var tested = measured.Select(m => (Splits: m.Traces.Select(trace => trace.Split).ToHashSet(), Keys: m.Traces.Select(Key).ToHashSet())).ToArray();
        var common = own.Where(key => tested.All(m => !m.Splits.Contains(key.Split) || m.Keys.Contains(key))).ToHashSet();
        return [.. measured.Select(m => new AblationFigures(
            m.Name, ReportModel.Of(m.Model), [.. ModelEvaluation.Rows(m.Traces.Where(trace => common.Contains(Key(trace))))]))];
    }

    private static (string Split, int Trace) Key(TraceComparison comparison) => (comparison.Split, comparison.Trace);
}
