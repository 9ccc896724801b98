namespace Noble.Edge.Neurons;

/// <summary>A sine about an offset.</summary>
public sealed record SineStimulus : TimedPiece
{
    /// <summary>Describes a sine.</summary>
    /// <param name="amplitudeNanoamperes">From the offset to the peak, nA.</param>
    /// <param name="frequencyHertz">Frequency, Hz, over 0.</param>
    public SineStimulus(double amplitudeNanoamperes, double frequencyHertz)
    {
        AmplitudeNanoamperes = Finite(amplitudeNanoamperes, "amplitude");
        FrequencyHertz = Positive(frequencyHertz, "frequency");
    }

    /// <summary>From the offset to the peak, nA.</summary>
    public double AmplitudeNanoamperes { get; }

    /// <summary>Frequency, Hz.</summary>
    public double FrequencyHertz { get; }

    /// <summary>Mean current, nA. Default 0.</summary>
    public double OffsetNanoamperes
    {
        get;
        init => field = Finite(value, "offset");
    }

    /// <summary>Phase when it goes on, degrees. Default 0: it rises from the offset.</summary>
    public double PhaseDegrees
    {
        get;
        init => field = Finite(value, "phase");
    }

    /// <inheritdoc/>
    public override string Text => FormattableString.Invariant(
        $"sine:amplitude={AmplitudeNanoamperes},frequency={FrequencyHertz},offset={OffsetNanoamperes},phase={PhaseDegrees},{TimeText}");

    /// <inheritdoc/>
    protected override double Current(double milliseconds) => OffsetNanoamperes
        + (AmplitudeNanoamperes * Math.Sin((2 * Math.PI * FrequencyHertz * milliseconds / 1000) + (PhaseDegrees * Math.PI / 180)));
}
