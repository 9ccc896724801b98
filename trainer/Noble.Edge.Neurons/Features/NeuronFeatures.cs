namespace Noble.Edge.Neurons;

/// <summary>What a survey finds out about one neuron.</summary>
public sealed record NeuronFeatures
{
    /// <summary>Name of the parameter set.</summary>
    public required string Name { get; init; }

    /// <summary>voltage_base at zero current, mV.</summary>
    public required double RestingVoltageMillivolts { get; init; }

    /// <summary>Change of the steady voltage per hyperpolarising current, MΩ.</summary>
    public required double InputResistanceMegaohms { get; init; }

    /// <summary>Least current with a spike during the step, nA; NaN if none is found.</summary>
    public required double RheobaseNanoamperes { get; init; }

    /// <summary>
    /// Least current with n + 1 spikes or more, nA, shape [n]; the first is the rheobase. Under the threshold current these are the
    /// currents at which a transient train gains a spike.
    /// </summary>
    public required IReadOnlyList<double> SpikeOnsetsNanoamperes { get; init; }

    /// <summary>Onset: least current with repetitive firing (<see cref="StepResponse.IsRepetitive"/>), nA; NaN if none is found.</summary>
    public required double ThresholdCurrentNanoamperes { get; init; }

    /// <summary>Slope of the rate over <see cref="SurveyOptions.SlopeOffsetsNanoamperes"/> above threshold, Hz/nA.</summary>
    public required double SlopeHertzPerNanoampere { get; init; }

    /// <summary>Rate at each of <see cref="SurveyOptions.RateCurrentsNanoamperes"/>, Hz.</summary>
    public required IReadOnlyList<double> RatesHertz { get; init; }

    /// <summary>Currents of <see cref="RatesHertz"/>, nA.</summary>
    public required IReadOnlyList<double> RateCurrentsNanoamperes { get; init; }

    /// <summary>AP1_width at the reference current, ms.</summary>
    public required double ApWidthMilliseconds { get; init; }

    /// <summary>AP1_peak at the reference current, mV.</summary>
    public required double ApPeakMillivolts { get; init; }

    /// <summary>AHP_depth at the reference current, mV from rest; negative when it goes under rest.</summary>
    public required double AhpDepthMillivolts { get; init; }

    /// <summary>Time to the first spike at the reference current, ms.</summary>
    public required double FirstSpikeLatencyMilliseconds { get; init; }

    /// <summary>One over the first inter-spike interval at the reference current, Hz.</summary>
    public required double InverseFirstIntervalHertz { get; init; }

    /// <summary>mean_AP_amplitude at the reference current, mV.</summary>
    public required double MeanApAmplitudeMillivolts { get; init; }

    /// <summary>Median half-width (<c>spike_half_width</c>) of the action potentials at the reference current, ms.</summary>
    public required double MedianApWidthMilliseconds { get; init; }

    /// <summary>Mean of the last three intervals over that of the first three, at the reference current.</summary>
    public required double AdaptationRatio { get; init; }

    /// <summary>sag_amplitude at the hyperpolarising current, mV.</summary>
    public required double SagAmplitudeMillivolts { get; init; }

    /// <summary>Currents between rheobase and threshold, where a step gives a few spikes and then none, nA.</summary>
    public double TransientZoneNanoamperes => ThresholdCurrentNanoamperes - RheobaseNanoamperes;

    /// <summary>Rate at one of the surveyed currents, Hz.</summary>
    /// <exception cref="ArgumentException">The current was not surveyed.</exception>
    public double RateAt(double currentNanoamperes)
    {
        for (var i = 0; i < RateCurrentsNanoamperes.Count; i++)
        {
            if (Math.Abs(RateCurrentsNanoamperes[i] - currentNanoamperes) < 1e-9)
            {
                return RatesHertz[i];
            }
        }

        throw new ArgumentException(
            $"Current {currentNanoamperes} nA was not surveyed; expected one of: {string.Join(", ", RateCurrentsNanoamperes)}.",
            nameof(currentNanoamperes));
    }
}
