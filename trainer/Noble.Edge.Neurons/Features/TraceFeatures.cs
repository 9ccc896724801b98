namespace Noble.Edge.Neurons;

/// <summary>Electrophysiological features of one trace, by eFEL's names and definitions.</summary>
/// <remarks>A feature that the trace does not have (a width without a spike) is NaN.</remarks>
public sealed record TraceFeatures
{
    /// <summary><c>voltage_base</c>: mean voltage over the last tenth of the time before the stimulus, mV.</summary>
    public required double VoltageBaseMillivolts { get; init; }

    /// <summary><c>steady_state_voltage</c>: mean voltage after the stimulus, mV.</summary>
    public required double SteadyStateVoltageMillivolts { get; init; }

    /// <summary><c>steady_state_voltage_stimend</c>: mean voltage over the last tenth of the stimulus, mV.</summary>
    public required double SteadyStateVoltageStimEndMillivolts { get; init; }

    /// <summary>
    /// <c>sag_amplitude</c>: how far the minimum during the stimulus lies under the steady state, mV; NaN unless the
    /// stimulus hyperpolarises.
    /// </summary>
    public required double SagAmplitudeMillivolts { get; init; }

    /// <summary><c>Spikecount</c>: spikes in the trace.</summary>
    public required int SpikeCount { get; init; }

    /// <summary><c>mean_frequency</c>: spikes during the stimulus over the time from its start to the last of them, Hz; 0 without spikes.</summary>
    public required double MeanFrequencyHertz { get; init; }

    /// <summary><c>time_to_first_spike</c>: from the stimulus' start to the first peak, ms.</summary>
    public required double TimeToFirstSpikeMilliseconds { get; init; }

    /// <summary><c>inv_first_ISI</c>: one over the first interval between peaks, Hz.</summary>
    public required double InverseFirstIntervalHertz { get; init; }

    /// <summary><c>AP1_peak</c>: voltage of the first peak, mV.</summary>
    public required double FirstPeakMillivolts { get; init; }

    /// <summary><c>AP1_width</c>: width of the first spike half-way between its peak and the first minimum after it, ms.</summary>
    public required double FirstWidthMilliseconds { get; init; }

    /// <summary><c>mean_AP_amplitude</c>: mean of peak minus voltage at the spike's beginning, mV.</summary>
    public required double MeanAmplitudeMillivolts { get; init; }

    /// <summary><c>AHP_depth</c>: mean over spikes of the first minimum after a spike minus voltage_base, mV.</summary>
    public required double AhpDepthMillivolts { get; init; }

    /// <summary>
    /// Mean of the last three intervals over the mean of the first three; NaN under six intervals. Over 1 the cell adapts.
    /// </summary>
    public required double AdaptationRatio { get; init; }

    /// <summary>Times of the peaks from the first sample, ms.</summary>
    public required IReadOnlyList<double> PeakTimesMilliseconds { get; init; }
}
