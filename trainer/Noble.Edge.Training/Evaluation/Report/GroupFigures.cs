using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>One zone of one split.</summary>
/// <param name="Figures">Voltage and spikes.</param>
/// <param name="Features">Features, in the order of <see cref="EvaluatedFeatures.All"/>.</param>
public sealed record GroupFigures(AccuracyRow Figures, FeatureError[] Features)
{
    /// <summary>Each split, over all and by zone.</summary>
    public static GroupFigures[] Of(IEnumerable<TraceComparison> comparisons) =>
    [
        .. comparisons.GroupBy(comparison => comparison.Split).OrderBy(split => ModelEvaluation.Rank(split.Key))
            .SelectMany(split => AccuracyTable.Groups([.. split]).Select(group => new GroupFigures(AccuracyTable.Row(split.Key, group.Zone, group.Traces), FeatureTable.Rows(group.Traces)))),
    ];
}
