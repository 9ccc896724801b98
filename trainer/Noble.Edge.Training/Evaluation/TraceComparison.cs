namespace Noble.Edge.Training;

/// <summary>One trace of the operator beside the solver's.</summary>
public sealed record TraceComparison
{
    /// <summary>Index of the trace in the data set.</summary>
    public required int Trace { get; init; }

    /// <summary>Where the current lies on the neuron's F-I curve.</summary>
    public required FiringZone Zone { get; init; }

    /// <summary>|V - V_solver| / |V_solver|.</summary>
    public required double RelativeL2 { get; init; }

    /// <summary>Spikes of the solver.</summary>
    public required int TrueSpikes { get; init; }

    /// <summary>Spikes of the operator.</summary>
    public required int Spikes { get; init; }

    /// <summary>Distance in time of each pair of spikes within 1 ms [ms].</summary>
    public required IReadOnlyList<double> Matches { get; init; }

    /// <summary>Relative error of the mean action-potential amplitude; NaN where either does not fire.</summary>
    public required double AmplitudeError { get; init; }

    /// <summary>Relative error of the first action potential's width; NaN where either does not fire.</summary>
    public required double Ap1WidthError { get; init; }

    /// <summary>Absolute error of steady_state_voltage_stimend [mV]; NaN where either fires.</summary>
    public required double SteadyStateError { get; init; }
}
