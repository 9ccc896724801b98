namespace Noble.Edge.Operator;

/// <summary>Shape of the spike clock; its coefficients are tensors beside the weights.</summary>
public sealed record ClockSpec
{
    /// <summary>Relaxation times of the instantaneous rate after current onset [ms], ascending.</summary>
    public required double[] TimeConstantsMilliseconds { get; init; }

    /// <summary>Cubic B-splines in the normalised root of the excess current that make up each coefficient, 4 to 64.</summary>
    public required int Splines { get; init; }

    /// <summary>The latent feature that holds the current over which the neuron fires repetitively [nA].</summary>
    public required string OnsetFeature { get; init; }

    /// <summary>The latent features that the clock of a neuron is predicted from; those that shape only its spikes are left out.</summary>
    public required string[] MapFeatures { get; init; }

    /// <summary>Excess current at which the splines' variable is 1 [nA].</summary>
    public required double ReferenceNanoamperes { get; init; }

    /// <summary>
    /// Current at which every neuron's splines end [nA]: their variable is 1 there, whatever the neuron's onset, so that the same splines
    /// cover each neuron's F-I curve. Null for <see cref="ReferenceNanoamperes"/> over each onset instead.
    /// </summary>
    public double? MaximumNanoamperes { get; init; }

    /// <summary>
    /// Spikes of a transient train that have a clock of their own, 0 to 16: between rheobase and onset a neuron may fire a few spikes
    /// and then rest. 0, the default, leaves such trains out.
    /// </summary>
    public int TransientSpikes { get; init; }

    /// <summary>The latent feature that holds the rheobase [nA]; needed with <see cref="TransientSpikes"/>.</summary>
    public string? RheobaseFeature { get; init; }

    /// <summary>
    /// The latent features that hold the onset currents of the second, third, ... transient spike [nA]; those of later spikes are in the
    /// coefficients. Null for none.
    /// </summary>
    public string[]? SpikeOnsetFeatures { get; init; }

    /// <summary>Coefficients of the repetitive part: (2 + time constants) * splines.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int RepetitiveCoefficientCount => (2 + TimeConstantsMilliseconds.Length) * Splines;

    /// <summary>Coefficients for one neuron: the repetitive part, then <see cref="TransientTrain.CoefficientsPerSpike"/> for each transient spike.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int CoefficientCount => RepetitiveCoefficientCount + (TransientSpikes * TransientTrain.CoefficientsPerSpike);
}
