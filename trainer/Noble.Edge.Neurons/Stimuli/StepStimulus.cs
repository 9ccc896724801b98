namespace Noble.Edge.Neurons;

/// <summary>A square step of current.</summary>
public sealed record StepStimulus : TimedPiece
{
    /// <summary>Describes a step.</summary>
    /// <param name="amplitudeNanoamperes">Amplitude, nA.</param>
    public StepStimulus(double amplitudeNanoamperes) => AmplitudeNanoamperes = Finite(amplitudeNanoamperes, "amplitude");

    /// <summary>Amplitude, nA.</summary>
    public double AmplitudeNanoamperes { get; }

    /// <inheritdoc/>
    public override string Text => FormattableString.Invariant($"step:{AmplitudeNanoamperes},{TimeText}");

    /// <inheritdoc/>
    protected override double Current(double milliseconds) => AmplitudeNanoamperes;
}
