namespace Noble.Edge.Neurons;

/// <summary>One waveform with a delay and a duration; zero outside them.</summary>
public abstract record StimulusPiece : Stimulus
{
    /// <summary>When it goes on, ms from the window's start, 0 or more. Default 0.</summary>
    public double DelayMilliseconds
    {
        get;
        init => field = value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(DelayMilliseconds), value, "delay: expected 0 ms or more");
    }

    /// <summary>How long it is on, ms.</summary>
    public abstract double OnMilliseconds { get; }

    /// <inheritdoc/>
    public sealed override double StartMilliseconds => DelayMilliseconds;

    /// <inheritdoc/>
    public sealed override double EndMilliseconds => DelayMilliseconds + OnMilliseconds;

    /// <inheritdoc/>
    public sealed override double At(double milliseconds) =>
        milliseconds >= StartMilliseconds && milliseconds < EndMilliseconds ? Current(milliseconds - DelayMilliseconds) : 0;

    /// <inheritdoc/>
    public sealed override Stimulus Delayed(double milliseconds) => this with { DelayMilliseconds = DelayMilliseconds + milliseconds };

    /// <summary>Current while it is on, nA.</summary>
    /// <param name="milliseconds">Time since it went on, ms.</param>
    protected abstract double Current(double milliseconds);

    /// <summary>The number, if it is finite.</summary>
    protected static double Finite(double value, string name) => double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name}: expected a finite number");

    /// <summary>The number, if it is finite and over 0.</summary>
    protected static double Positive(double value, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name}: expected over 0");
}
