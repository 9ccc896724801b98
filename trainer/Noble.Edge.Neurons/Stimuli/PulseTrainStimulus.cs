namespace Noble.Edge.Neurons;

/// <summary>Square pulses at a fixed rate; it ends with its last pulse.</summary>
public sealed record PulseTrainStimulus : StimulusPiece
{
    /// <summary>Describes a train.</summary>
    /// <param name="amplitudeNanoamperes">Current during a pulse, nA.</param>
    /// <param name="frequencyHertz">Pulses a second, Hz, over 0.</param>
    /// <param name="widthMilliseconds">Length of a pulse, ms, over 0 and at most the time from pulse to pulse.</param>
    /// <param name="count">Number of pulses, 1 or more.</param>
    public PulseTrainStimulus(double amplitudeNanoamperes, double frequencyHertz, double widthMilliseconds, int count)
    {
        AmplitudeNanoamperes = Finite(amplitudeNanoamperes, "amplitude");
        FrequencyHertz = Positive(frequencyHertz, "frequency");
        WidthMilliseconds = Positive(widthMilliseconds, "width") <= PeriodMilliseconds
            ? widthMilliseconds
            : throw new ArgumentOutOfRangeException(
                nameof(widthMilliseconds), widthMilliseconds, FormattableString.Invariant($"width: expected at most {PeriodMilliseconds:g6} ms, the time from pulse to pulse"));
        Count = count >= 1 ? count : throw new ArgumentOutOfRangeException(nameof(count), count, "count: expected 1 or more");
    }

    /// <summary>Current during a pulse, nA.</summary>
    public double AmplitudeNanoamperes { get; }

    /// <summary>Pulses a second, Hz.</summary>
    public double FrequencyHertz { get; }

    /// <summary>Length of a pulse, ms.</summary>
    public double WidthMilliseconds { get; }

    /// <summary>Number of pulses.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public override double OnMilliseconds => ((Count - 1) * PeriodMilliseconds) + WidthMilliseconds;

    /// <inheritdoc/>
    public override string Text => FormattableString.Invariant(
        $"pulses:amplitude={AmplitudeNanoamperes},frequency={FrequencyHertz},width={WidthMilliseconds},count={Count},delay={DelayMilliseconds}");

    private double PeriodMilliseconds => 1000 / FrequencyHertz;

    /// <inheritdoc/>
    protected override double Current(double milliseconds)
    {
        var pulse = Math.Floor(milliseconds / PeriodMilliseconds);

        // The quotient may fall short of a whole number by a rounding where the product does not.
        if (milliseconds >= (pulse + 1) * PeriodMilliseconds)
        {
            pulse++;
        }

        var since = milliseconds - (pulse * PeriodMilliseconds);
        return since >= 0 && since < WidthMilliseconds ? AmplitudeNanoamperes : 0;
    }
}
