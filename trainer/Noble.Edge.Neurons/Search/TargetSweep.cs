namespace Noble.Edge.Neurons;

/// <summary>One recorded or simulated response to a current step, from which targets are made.</summary>
/// <param name="CurrentNanoamperes">Amplitude of the step, nA.</param>
/// <param name="DelayMilliseconds">From the first sample to the step, ms.</param>
/// <param name="DurationMilliseconds">Length of the step, ms.</param>
/// <param name="StepMilliseconds">Step between samples, ms.</param>
/// <param name="Voltage">Voltage, mV, shape [sample], sample k at k · step.</param>
public sealed record TargetSweep(
    double CurrentNanoamperes,
    double DelayMilliseconds,
    double DurationMilliseconds,
    double StepMilliseconds,
    ReadOnlyMemory<double> Voltage)
{
    /// <summary>Currents and times of recordings are sums and differences; so many digits of them mean something.</summary>
    private const int Digits = 6;

    /// <summary>The part of a recorded sweep that its stimulus alone explains.</summary>
    /// <param name="sweep">The sweep; its stimulus is taken for a step.</param>
    /// <param name="where">File and sweep, for messages.</param>
    /// <exception cref="SearchFileException">The sweep does not say when its stimulus was or how strong, or has no fixed step.</exception>
    public static TargetSweep Of(RecordedSweep sweep, string where)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        if (sweep.Stimulus is not { CurrentNanoamperes: { } current } stimulus)
        {
            throw new SearchFileException($"{where}: does not say when its stimulus was and how strong; expected a recording that does (.abf, or a data set)");
        }

        if (sweep.TimesMilliseconds is not null)
        {
            throw new SearchFileException($"{where}: samples have times of their own; expected a fixed step between them");
        }

        var first = (int)Math.Ceiling((Math.Max(stimulus.WindowStartMilliseconds, 0) / sweep.StepMilliseconds) - 1e-6);
        var end = (int)Math.Min(sweep.VoltageMillivolts.Length, Math.Ceiling((stimulus.WindowEndMilliseconds / sweep.StepMilliseconds) - 1e-6));
        return new TargetSweep(
            Math.Round(current, Digits),
            Math.Round(stimulus.StartMilliseconds - (first * sweep.StepMilliseconds), Digits),
            Math.Round(stimulus.EndMilliseconds - stimulus.StartMilliseconds, Digits),
            sweep.StepMilliseconds,
            sweep.VoltageMillivolts.AsMemory(first, Math.Max(end - first, 0)));
    }
}
