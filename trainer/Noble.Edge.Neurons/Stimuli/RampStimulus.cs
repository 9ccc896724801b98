namespace Noble.Edge.Neurons;

/// <summary>A current that changes evenly from one value to another.</summary>
public sealed record RampStimulus : TimedPiece
{
    /// <summary>Describes a ramp.</summary>
    /// <param name="fromNanoamperes">Current when it goes on, nA.</param>
    /// <param name="toNanoamperes">Current when it goes off, nA.</param>
    public RampStimulus(double fromNanoamperes, double toNanoamperes)
    {
        FromNanoamperes = Finite(fromNanoamperes, "from");
        ToNanoamperes = Finite(toNanoamperes, "to");
    }

    /// <summary>Current when it goes on, nA.</summary>
    public double FromNanoamperes { get; }

    /// <summary>Current when it goes off, nA.</summary>
    public double ToNanoamperes { get; }

    /// <inheritdoc/>
    public override string Text => FormattableString.Invariant($"ramp:{FromNanoamperes}..{ToNanoamperes},{TimeText}");

    /// <inheritdoc/>
    protected override double Current(double milliseconds) =>
        FromNanoamperes + ((ToNanoamperes - FromNanoamperes) * milliseconds / DurationMilliseconds);
}
