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

    /// <summary>Coefficients for one neuron: (2 + time constants) * splines.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int CoefficientCount => (2 + TimeConstantsMilliseconds.Length) * Splines;
}
