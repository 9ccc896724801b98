using System.Text.Json.Nodes;
using Noble.Edge.Neurons;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>
/// The published sampling (arXiv 2506.04536): each trace a random parameter set under a step of a random current, skewed towards the
/// threshold zone.
/// </summary>
/// <remarks>
/// How it is skewed is this project's choice, as the paper does not say: with probability <see cref="ZoneShare"/> the current is uniform
/// in the zone, otherwise uniform in the whole range. Each trace has random numbers of its own, from the seed and its number.
/// </remarks>
public sealed class NobleSamplerPlan : TracePlan
{
    private readonly int _sets;

    /// <summary>Prepares a sampler.</summary>
    /// <param name="sets">Number of parameter sets, 1 or more.</param>
    /// <param name="count">Number of traces, 1 or more.</param>
    /// <param name="seed">Seed.</param>
    public NobleSamplerPlan(int sets, int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sets, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (_sets, Count, SamplerSeed) = (sets, count, seed);
    }

    /// <summary>Lowest and highest current that is drawn, nA. Default −0.11 and 0.28.</summary>
    public (double Minimum, double Maximum) CurrentsNanoamperes { get; init; } = (-0.11, 0.28);

    /// <summary>The threshold zone, nA. Default 0 to 0.05.</summary>
    public (double Low, double High) ZoneNanoamperes { get; init; } = (0, 0.05);

    /// <summary>Probability that a current is drawn from the zone alone, 0 to 1. Default 0.5.</summary>
    public double ZoneShare { get; init; } = 0.5;

    /// <summary>The step, whose amplitude is replaced. Default from 15 to 415 ms.</summary>
    public (double DelayMilliseconds, double DurationMilliseconds) Step { get; init; } = (15, 400);

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override double StartMilliseconds => Step.DelayMilliseconds;

    /// <inheritdoc/>
    public override double EndMilliseconds => Step.DelayMilliseconds + Step.DurationMilliseconds;

    /// <inheritdoc/>
    public override long? Seed => SamplerSeed;

    /// <inheritdoc/>
    public override (double Minimum, double Maximum) RangeNanoamperes =>
        (Math.Min(CurrentsNanoamperes.Minimum, ZoneNanoamperes.Low), Math.Max(CurrentsNanoamperes.Maximum, ZoneNanoamperes.High));

    private long SamplerSeed { get; }

    /// <inheritdoc/>
    public override PlannedTrace Trace(int index)
    {
        var random = new SeededRandom((ulong)SamplerSeed, (ulong)index);
        var set = random.NextIndex(_sets);
        var (low, high) = random.NextUniform() < ZoneShare ? ZoneNanoamperes : CurrentsNanoamperes;
        var current = low + ((high - low) * random.NextUniform());
        return new PlannedTrace(
            set,
            new StepStimulus(current) { DelayMilliseconds = Step.DelayMilliseconds, DurationMilliseconds = Step.DurationMilliseconds },
            SamplerSeed);
    }

    /// <inheritdoc/>
    public override JsonObject Describe() => new()
    {
        ["kind"] = "noble",
        ["count"] = Count,
        ["minimum_nA"] = CurrentsNanoamperes.Minimum,
        ["maximum_nA"] = CurrentsNanoamperes.Maximum,
        ["zone_low_nA"] = ZoneNanoamperes.Low,
        ["zone_high_nA"] = ZoneNanoamperes.High,
        ["zone_share"] = ZoneShare,
        ["step_delay_ms"] = Step.DelayMilliseconds,
        ["step_duration_ms"] = Step.DurationMilliseconds,
        ["random"] = "SplitMix64 of seed and trace: parameter set, zone or range, current",
    };
}
