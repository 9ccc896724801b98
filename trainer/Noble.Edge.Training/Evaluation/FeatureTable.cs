namespace Noble.Edge.Training;

/// <summary>Sums the features of comparisons up.</summary>
public static class FeatureTable
{
    /// <summary>A row for each of <see cref="EvaluatedFeatures.All"/>.</summary>
    public static FeatureError[] Rows(IReadOnlyList<TraceComparison> traces) => [.. EvaluatedFeatures.All.Select((feature, f) => Row(feature, f, traces))];

    private static FeatureError Row(EvaluatedFeature feature, int f, IReadOnlyList<TraceComparison> traces)
    {
        var counts = traces.CountBy(trace => (double.IsFinite(trace.TrueFeatures[f]), double.IsFinite(trace.Features[f]))).ToDictionary();
        return new FeatureError
        {
            Feature = feature.Name,
            Unit = feature.Unit,
            Kind = feature.IsRelative ? "relative" : "absolute",
            BothSides = counts.GetValueOrDefault((true, true)),
            SolverOnly = counts.GetValueOrDefault((true, false)),
            OperatorOnly = counts.GetValueOrDefault((false, true)),
            Neither = counts.GetValueOrDefault((false, false)),
            Absolute = ErrorSummary.Of(traces.Select(trace => trace.FeatureError(f))),
            RelativePercent = double.IsNaN(feature.RelativeFloor) ? null : ErrorSummary.Of(traces.Select(trace => trace.RelativeFeatureError(f)), 100),
        };
    }
}
