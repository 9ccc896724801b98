namespace Noble.Edge.Rig;

/// <summary>To what phase of which rhythm stimuli are locked.</summary>
public sealed record PhaseLockedOptions
{
    /// <summary>Name in reports; default <c>phase-locked</c>.</summary>
    public string Name { get; init; } = "phase-locked";

    /// <summary>
    /// What marks the rhythm's phase 0: spikes or edges; or samples, whose rises through their own running mean do. Default every spike.
    /// </summary>
    public InputFilter Rhythm { get; init; } = InputFilter.Spikes;

    /// <summary>Phase of the stimulus, in cycles; default 0.5, from 0 to under 1.</summary>
    public double Phase
    {
        get;
        init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(null, $"phase {value}: expected 0 to under 1 cycle");
    } = 0.5;

    /// <summary>Lowest frequency of the rhythm [Hz]; default 1, range 0.01 to 1,000.</summary>
    public double MinimumHertz
    {
        get;
        init => field = value is >= 0.01 and <= 1_000 ? value : throw new ArgumentOutOfRangeException(null, $"phase lock from {value} Hz: expected 0.01 to 1000 Hz");
    } = 1;

    /// <summary>Highest frequency of the rhythm [Hz]; default 100, range 0.01 to 1,000.</summary>
    public double MaximumHertz
    {
        get;
        init => field = value is >= 0.01 and <= 1_000 ? value : throw new ArgumentOutOfRangeException(null, $"phase lock up to {value} Hz: expected 0.01 to 1000 Hz");
    } = 100;

    /// <summary>Share of a mark's phase error that corrects the phase; the frequency is corrected with a quarter of its square. Default 0.3, above 0 up to 1.</summary>
    public double Gain
    {
        get;
        init => field = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(null, $"phase lock gain {value}: expected above 0, at most 1");
    } = 0.3;

    /// <summary>Stimulates only while the mean phase error is under this [cycles]; default 0.1, above 0 up to 0.5.</summary>
    public double LockedWithin
    {
        get;
        init => field = value is > 0 and <= 0.5 ? value : throw new ArgumentOutOfRangeException(null, $"phase lock within {value}: expected above 0, at most 0.5 cycles");
    } = 0.1;

    /// <summary>The stimulus.</summary>
    public PulseTrain Pulses { get; init; } = new();
}
