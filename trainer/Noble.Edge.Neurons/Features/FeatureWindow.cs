namespace Noble.Edge.Neurons;

/// <summary>How a trace is laid out in time, and the thresholds of its features.</summary>
public sealed record FeatureWindow
{
    /// <summary>Step between samples, ms, over 0.</summary>
    public required double StepMilliseconds
    {
        get;
        init => field = value > 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(StepMilliseconds), value, $"{nameof(StepMilliseconds)}: expected over 0 ms.");
    }

    /// <summary>When the current step starts, ms from the first sample.</summary>
    public required double StimulusStartMilliseconds { get; init; }

    /// <summary>When it ends, ms from the first sample.</summary>
    public required double StimulusEndMilliseconds { get; init; }

    /// <summary>A spike crosses this voltage, mV. Default −20, as in eFEL.</summary>
    public double SpikeThresholdMillivolts { get; init; } = -20;

    /// <summary>A spike begins where dV/dt stays at or over this, mV/ms. Default 10, as in eFEL.</summary>
    public double DerivativeThresholdMillivoltsPerMillisecond { get; init; } = 10;

    /// <summary>How many samples dV/dt has to stay there. Default 3, as in eFEL.</summary>
    public int DerivativeWindowSamples { get; init; } = 3;

    /// <summary>The window of a protocol.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="stepMilliseconds">Step of the trace, ms; 0 for the solver's.</param>
    public static FeatureWindow Of(StepProtocol protocol, double stepMilliseconds = 0)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        return new FeatureWindow
        {
            StepMilliseconds = stepMilliseconds == 0 ? protocol.SolverStepMilliseconds : stepMilliseconds,
            StimulusStartMilliseconds = protocol.RestBeforeMilliseconds,
            StimulusEndMilliseconds = protocol.StepEndMilliseconds,
        };
    }
}
