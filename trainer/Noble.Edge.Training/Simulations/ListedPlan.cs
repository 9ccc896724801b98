using System.Text.Json.Nodes;

namespace Noble.Edge.Training;

/// <summary>Traces that were chosen one by one.</summary>
/// <param name="traces">The traces, at least one.</param>
/// <param name="seed">Seed of the choice.</param>
/// <param name="range">Lowest and highest amplitude that the choice was from, nA.</param>
/// <param name="description">What chose them.</param>
public sealed class ListedPlan(IReadOnlyList<PlannedTrace> traces, long? seed, (double Minimum, double Maximum) range, JsonObject description) : TracePlan
{
    /// <inheritdoc/>
    public override int Count => traces.Count;

    /// <inheritdoc/>
    public override double StartMilliseconds => traces.Min(t => t.Stimulus.StartMilliseconds);

    /// <inheritdoc/>
    public override double EndMilliseconds => traces.Max(t => t.Stimulus.EndMilliseconds);

    /// <inheritdoc/>
    public override long? Seed => seed;

    /// <inheritdoc/>
    public override (double Minimum, double Maximum) RangeNanoamperes => range;

    /// <inheritdoc/>
    public override PlannedTrace Trace(int index) => traces[index];

    /// <inheritdoc/>
    public override JsonObject Describe() => description.DeepClone().AsObject();
}
