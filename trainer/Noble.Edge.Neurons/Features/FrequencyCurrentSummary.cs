namespace Noble.Edge.Neurons;

/// <summary>What a few current steps say about a cell's F-I curve.</summary>
/// <remarks>
/// The terms are those of <see cref="NeuronSurvey"/>: rheobase is the least current with a spike, threshold the least
/// with firing to the end of the step (<see cref="StepResponse.IsRepetitive"/>), slope the line of least squares through
/// the rates from 20 to 100 pA over threshold. Recorded steps are far apart, so both currents come with the largest
/// smaller one that did not do it, and the slope falls back to all currents from threshold on.
/// </remarks>
public sealed record FrequencyCurrentSummary
{
    /// <summary>Range over threshold of the slope. [nA]</summary>
    private const double SlopeFrom = 0.02, SlopeTo = 0.1;

    /// <summary>A step of rounding between equal currents. [nA]</summary>
    private const double Rounding = 1e-7;

    /// <summary>Currents, nA, rising; each once.</summary>
    public required IReadOnlyList<double> CurrentsNanoamperes { get; init; }

    /// <summary>Mean spike count at each current.</summary>
    public required IReadOnlyList<double> SpikeCounts { get; init; }

    /// <summary>Mean rate at each current, Hz (<see cref="StepResponse.RateHertz"/>).</summary>
    public required IReadOnlyList<double> RatesHertz { get; init; }

    /// <summary>The least current with a spike, nA, and the largest under it; null where no current gave one.</summary>
    public required (double? Below, double At)? Rheobase { get; init; }

    /// <summary>The least current with firing to the end of the step, nA, and the largest under it; null where no current gave that.</summary>
    public required (double? Below, double At)? Threshold { get; init; }

    /// <summary>Slope of the rate over threshold, Hz/nA; NaN under two currents.</summary>
    public required double SlopeHertzPerNanoampere { get; init; }

    /// <summary>Currents of the slope, nA; NaN without one.</summary>
    public required (double From, double To) SlopeRangeNanoamperes { get; init; }

    /// <summary>Summarises steps in any order; steps of equal current count together, spiking or repetitive when half of them are.</summary>
    /// <param name="steps">Current of each step, nA, and the response to it.</param>
    public static FrequencyCurrentSummary Of(IEnumerable<(double CurrentNanoamperes, StepResponse Response)> steps)
    {
        var groups = steps.GroupBy(step => Math.Round(step.CurrentNanoamperes / Rounding)).OrderBy(group => group.Key)
            .Select(group => (
                Current: group.First().CurrentNanoamperes,
                Count: group.Average(step => step.Response.SpikeCount),
                Rate: group.Average(step => step.Response.RateHertz),
                Spikes: 2 * group.Count(step => step.Response.SpikeCount > 0) >= group.Count(),
                Repeats: 2 * group.Count(step => step.Response.IsRepetitive) >= group.Count()))
            .ToArray();
        double[] currents = [.. groups.Select(group => group.Current)];
        var threshold = First(currents, [.. groups.Select(group => group.Repeats)]);
        var (from, to) = threshold is { } found ? (found.At + SlopeFrom - Rounding, found.At + SlopeTo + Rounding) : (double.NaN, double.NaN);
        var fitted = groups.Where(group => group.Current >= from && group.Current <= to).ToArray();
        if (fitted.Length < 3 && threshold is { } at)
        {
            fitted = [.. groups.Where(group => group.Current >= at.At)];
        }

        return new FrequencyCurrentSummary
        {
            CurrentsNanoamperes = currents,
            SpikeCounts = [.. groups.Select(group => group.Count)],
            RatesHertz = [.. groups.Select(group => group.Rate)],
            Rheobase = First(currents, [.. groups.Select(group => group.Spikes)]),
            Threshold = threshold,
            SlopeHertzPerNanoampere = LeastSquares.Slope([.. fitted.Select(group => group.Current)], [.. fitted.Select(group => group.Rate)]),
            SlopeRangeNanoamperes = fitted.Length < 2 ? (double.NaN, double.NaN) : (fitted[0].Current, fitted[^1].Current),
        };
    }

    private static (double? Below, double At)? First(double[] currents, bool[] property)
    {
        var first = Array.IndexOf(property, true);
        return first < 0 ? null : (first == 0 ? null : currents[first - 1], currents[first]);
    }
}
