namespace Noble.Edge.Neurons;

/// <summary>Where a survey measures.</summary>
public sealed record SurveyOptions
{
    /// <summary>Defaults.</summary>
    public static SurveyOptions Default { get; } = new();

    /// <summary>Largest current searched for rheobase and threshold, nA, over 0. Default 0.4.</summary>
    public double LargestCurrentNanoamperes
    {
        get;
        init => field = Positive(value, nameof(LargestCurrentNanoamperes));
    }

    = 0.4;

    /// <summary>Spacing of the first, coarse sweep, nA, over 0. Default 0.02.</summary>
    public double CoarseSpacingNanoamperes
    {
        get;
        init => field = Positive(value, nameof(CoarseSpacingNanoamperes));
    }

    = 0.02;

    /// <summary>Rheobase and threshold are found to this, nA, over 0. Default 0.00005 (0.05 pA).</summary>
    public double ToleranceNanoamperes
    {
        get;
        init => field = Positive(value, nameof(ToleranceNanoamperes));
    }

    = 5e-5;

    /// <summary>For how many spikes the least current with that many is found, 1 to 16; the first of them is the rheobase. Default 5.</summary>
    public int SpikeOnsets
    {
        get;
        init => field = value is >= 1 and <= 16
            ? value
            : throw new ArgumentOutOfRangeException(nameof(SpikeOnsets), value, $"{nameof(SpikeOnsets)}: expected 1 to 16.");
    }

    = 5;

    /// <summary>Hyperpolarising current that gives the input resistance, nA, under 0. Default −0.05.</summary>
    public double HyperpolarisingNanoamperes
    {
        get;
        init => field = value < 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(HyperpolarisingNanoamperes), value, $"{nameof(HyperpolarisingNanoamperes)}: expected under 0 nA.");
    }

    = -0.05;

    /// <summary>Current at which width, AHP, latency and adaptation are read, nA. Default 0.25.</summary>
    public double ReferenceNanoamperes
    {
        get;
        init => field = Positive(value, nameof(ReferenceNanoamperes));
    }

    = 0.25;

    /// <summary>Currents over threshold at which the rate is fitted by a line for the slope, nA. Default 0.02, 0.04 .. 0.10.</summary>
    public IReadOnlyList<double> SlopeOffsetsNanoamperes { get; init; } = [0.02, 0.04, 0.06, 0.08, 0.10];

    /// <summary>Currents at which the rate is reported, nA. Default 0.15, 0.20 .. 0.40.</summary>
    public IReadOnlyList<double> RateCurrentsNanoamperes { get; init; } = [0.15, 0.20, 0.25, 0.30, 0.35, 0.40];

    private static double Positive(double value, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name}: expected over 0 nA.");
}
