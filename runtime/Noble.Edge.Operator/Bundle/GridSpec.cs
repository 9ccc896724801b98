namespace Noble.Edge.Operator;

/// <summary>The uniform time grid of one window and the stimulus protocol on it.</summary>
/// <remarks>Sample k is at k * <see cref="StepMilliseconds"/> from the window's start.</remarks>
public sealed record GridSpec
{
    /// <summary>Samples in a window, at least 8.</summary>
    public required int Length { get; init; }

    /// <summary>Sampling interval [ms].</summary>
    public required double StepMilliseconds { get; init; }

    /// <summary>When the current step begins, from the window's start [ms].</summary>
    public required double StimulusOnMilliseconds { get; init; }

    /// <summary>When the current step ends, from the window's start [ms].</summary>
    public required double StimulusOffMilliseconds { get; init; }

    /// <summary>Length of a window [ms]; the next trial begins here.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double DurationMilliseconds => Length * StepMilliseconds;

    /// <summary>First sample under current.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int StimulusOnSample => (int)Math.Round(StimulusOnMilliseconds / StepMilliseconds);

    /// <summary>First sample after the current.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int StimulusOffSample => (int)Math.Round(StimulusOffMilliseconds / StepMilliseconds);

    internal string? Fault()
    {
        if (Length < 8)
        {
            return $"grid.length is {Length}, expected at least 8";
        }

        if (!(StepMilliseconds > 0 && double.IsFinite(StepMilliseconds)))
        {
            return $"grid.stepMilliseconds is {StepMilliseconds}, expected above 0";
        }

        if (!(0 <= StimulusOnSample && StimulusOnSample < StimulusOffSample && StimulusOffSample <= Length))
        {
            return $"grid: the stimulus runs from {StimulusOnMilliseconds} to {StimulusOffMilliseconds} ms, " +
                $"expected inside the window of {DurationMilliseconds} ms";
        }

        return null;
    }
}
