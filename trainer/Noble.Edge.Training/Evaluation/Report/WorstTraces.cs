namespace Noble.Edge.Training;

/// <summary>The worst traces of a split by relative L2.</summary>
/// <param name="Split">The split.</param>
/// <param name="Entries">Indices into the columns of <see cref="TraceColumns"/>, the worst first.</param>
public sealed record WorstTraces(string Split, int[] Entries)
{
    /// <summary>The worst of each split.</summary>
    public static WorstTraces[] Of(IReadOnlyList<TraceComparison> comparisons, int count = EvaluationSettings.WorstTraces) =>
    [
        .. Enumerable.Range(0, comparisons.Count).GroupBy(i => comparisons[i].Split).OrderBy(split => ModelEvaluation.Rank(split.Key))
            .Select(split => new WorstTraces(split.Key, [.. split.OrderByDescending(i => comparisons[i].RelativeL2).Take(count)])),
    ];

    /// <summary>The middle trace by relative L2 of each split and zone: neither the best nor the worst.</summary>
    /// <returns>Indices, by split and zone.</returns>
    public static int[] Medians(IReadOnlyList<TraceComparison> comparisons) =>
    [
        .. Enumerable.Range(0, comparisons.Count).GroupBy(i => (comparisons[i].Split, comparisons[i].Zone))
            .OrderBy(group => ModelEvaluation.Rank(group.Key.Split)).ThenBy(group => group.Key.Zone)
            .Select(group => group.OrderBy(i => comparisons[i].RelativeL2).ElementAt(group.Count() / 2)),
    ];
}
