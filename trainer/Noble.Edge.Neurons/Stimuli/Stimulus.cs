namespace Noble.Edge.Neurons;

/// <summary>A current over time, into the clamped place.</summary>
/// <remarks>
/// Immutable. Times are in ms from the window's start. The simulator takes the current of a solver step at the step's middle,
/// and a piece is on where start ≤ middle &lt; end, as NEURON does. The text form is described by <see cref="StimulusText"/>.
/// </remarks>
public abstract record Stimulus
{
    /// <summary>When the first piece goes on, ms from the window's start.</summary>
    public abstract double StartMilliseconds { get; }

    /// <summary>When the last piece goes off, ms from the window's start.</summary>
    public abstract double EndMilliseconds { get; }

    /// <summary>The text that <see cref="Parse"/> reads as this stimulus, every option written out, times from the window's start.</summary>
    public abstract string Text { get; }

    /// <summary>Seed of the noise in it; null without noise.</summary>
    public virtual long? NoiseSeed => null;

    /// <summary>Reads the text form.</summary>
    /// <param name="text">For example <c>step:0.2,delay=15,duration=400</c>.</param>
    /// <param name="readWaveform">Reads the file of an <c>npy:</c> piece, nA; null where files are not accepted.</param>
    /// <exception cref="StimulusFormatException">The text is not a stimulus; the message names the piece and what was expected.</exception>
    public static Stimulus Parse(string text, Func<string, double[]>? readWaveform = null) => StimulusText.Parse(text, readWaveform);

    /// <summary>Current at a time, nA.</summary>
    /// <param name="milliseconds">Time from the window's start, ms.</param>
    public abstract double At(double milliseconds);

    /// <summary>The same current, later.</summary>
    /// <param name="milliseconds">How much later, ms, 0 or more.</param>
    public abstract Stimulus Delayed(double milliseconds);

    /// <summary>Adds the current of each solver step, taken at its middle.</summary>
    /// <param name="current">Element n gains the current at (n + 1/2) · step, nA.</param>
    /// <param name="stepMilliseconds">Solver step, ms.</param>
    public virtual void AddTo(Span<double> current, double stepMilliseconds)
    {
        for (var n = 0; n < current.Length; n++)
        {
            current[n] += At((n + 0.5) * stepMilliseconds);
        }
    }

    /// <inheritdoc cref="Text"/>
    public sealed override string ToString() => Text;
}
