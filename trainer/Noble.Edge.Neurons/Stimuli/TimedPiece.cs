namespace Noble.Edge.Neurons;

/// <summary>A piece whose duration is given.</summary>
public abstract record TimedPiece : StimulusPiece
{
    /// <summary>How long it is on, ms, over 0. Default 400.</summary>
    public double DurationMilliseconds
    {
        get;
        init => field = Positive(value, "duration");
    }

    = 400;

    /// <inheritdoc/>
    public sealed override double OnMilliseconds => DurationMilliseconds;

    /// <summary>Delay and duration as they stand in the text form.</summary>
    protected string TimeText => FormattableString.Invariant($"delay={DelayMilliseconds},duration={DurationMilliseconds}");
}
