namespace Noble.Edge.Neurons;

/// <summary>A sine whose frequency changes over its duration; its phase is the integral of the frequency.</summary>
/// <remarks>
/// Frequency at time t of T: linear f0 + (f1 − f0) t/T, or exponential f0 (f1/f0)^(t/T). It starts at phase 0, from the offset upward.
/// </remarks>
public sealed record ChirpStimulus : TimedPiece
{
    /// <summary>Describes a chirp.</summary>
    /// <param name="amplitudeNanoamperes">From the offset to the peak, nA.</param>
    /// <param name="fromHertz">Frequency when it goes on, Hz, over 0.</param>
    /// <param name="toHertz">Frequency when it goes off, Hz, over 0.</param>
    public ChirpStimulus(double amplitudeNanoamperes, double fromHertz, double toHertz)
    {
        AmplitudeNanoamperes = Finite(amplitudeNanoamperes, "amplitude");
        FromHertz = Positive(fromHertz, "from");
        ToHertz = Positive(toHertz, "to");
    }

    /// <summary>From the offset to the peak, nA.</summary>
    public double AmplitudeNanoamperes { get; }

    /// <summary>Frequency when it goes on, Hz.</summary>
    public double FromHertz { get; }

    /// <summary>Frequency when it goes off, Hz.</summary>
    public double ToHertz { get; }

    /// <summary>Mean current, nA. Default 0.</summary>
    public double OffsetNanoamperes
    {
        get;
        init => field = Finite(value, "offset");
    }

    /// <summary>Whether the frequency changes by equal factors in equal times. Default false: by equal steps.</summary>
    public bool IsExponential { get; init; }

    /// <inheritdoc/>
    public override string Text => FormattableString.Invariant(
        $"chirp:amplitude={AmplitudeNanoamperes},from={FromHertz},to={ToHertz},sweep={(IsExponential ? "exponential" : "linear")},offset={OffsetNanoamperes},{TimeText}");

    /// <inheritdoc/>
    protected override double Current(double milliseconds) =>
        OffsetNanoamperes + (AmplitudeNanoamperes * Math.Sin(2 * Math.PI * Cycles(milliseconds / 1000, DurationMilliseconds / 1000)));

    private double Cycles(double seconds, double duration)
    {
        var ratio = ToHertz / FromHertz;
        return IsExponential && ratio != 1
            ? FromHertz * duration / Math.Log(ratio) * (Math.Pow(ratio, seconds / duration) - 1)
            : (FromHertz * seconds) + ((ToHertz - FromHertz) * seconds * seconds / (2 * duration));
    }
}
