namespace Noble.Edge.Neurons;

/// <summary>A feature and how it is taken; null or an empty array where the trace does not have it.</summary>
internal sealed record FeatureRule(FeatureDefinition Definition, Func<FeatureTrace, double[]?> Take)
{
    public FeatureRule(string name, string unit, string description, Func<FeatureTrace, double[]?> take)
        : this(new FeatureDefinition(name, unit, description), take)
    {
    }

    public static double[]? First(double[]? values) => values is [var first, ..] ? [first] : null;

    public static double[]? Second(double[]? values) => values is [_, var second, ..] ? [second] : null;

    public static double[]? Last(double[]? values) => values is [.., var last] ? [last] : null;

    /// <summary>Change of each later value from the first, in shares of the first.</summary>
    public static double[]? Change(double[]? values) =>
        values is [var first, .. var later] ? [.. later.Select(value => (value - first) / first)] : null;
}
