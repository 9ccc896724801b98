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

    /// <summary>The settings below are those of <see cref="ElectrophysiologicalFeatures"/> alone; this one: time of the first sample, ms. Default 0.</summary>
    public double TraceStartMilliseconds { get; init; }

    /// <summary>Grid to which the trace is interpolated linearly first, ms; 0 for the trace's own. Default 0.1, as in eFEL.</summary>
    public double InterpolationStepMilliseconds
    {
        get;
        init => field = value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(InterpolationStepMilliseconds), value, $"{nameof(InterpolationStepMilliseconds)}: expected 0 ms or more.");
    }

    = 0.1;

    /// <summary>Whether only spikes that peak during the stimulus count. Default false, as in eFEL.</summary>
    public bool StrictStimulusInterval { get; init; }

    /// <summary>A spike has come down where dV/dt is back over this, mV/ms. Default −12, as in eFEL.</summary>
    public double DownwardDerivativeThresholdMillivoltsPerMillisecond { get; init; } = -12;

    /// <summary>Whether <c>ISI_values</c>, <c>ISI_CV</c> and their kin leave out the first interval. Default true, as in eFEL.</summary>
    public bool IgnoreFirstInterval { get; init; } = true;

    /// <summary>Where the decay after the stimulus is fitted, ms from the stimulus' end. Default 1 to 10, as in eFEL.</summary>
    public (double From, double To) DecayMilliseconds { get; init; } = (1, 10);

    /// <summary>Current of the stimulus less that before it, nA; null where it is not known, and then input resistances are undefined.</summary>
    public double? StimulusCurrentNanoamperes { get; init; }

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
