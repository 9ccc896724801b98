namespace Noble.Edge.Operator;

/// <summary>Shape of the spike clock; its coefficients are tensors beside the weights.</summary>
public sealed record ClockSpec
{
    /// <summary>Relaxation times of the instantaneous rate after current onset [ms], ascending.</summary>
    public required double[] TimeConstantsMilliseconds { get; init; }

    /// <summary>Degree of each coefficient's polynomial in the normalised root of the excess current.</summary>
    public required int Degree { get; init; }

    /// <summary>The latent feature that holds the current over which the neuron fires repetitively [nA].</summary>
    public required string OnsetFeature { get; init; }

    /// <summary>Excess current at which the polynomial's variable is 1 [nA].</summary>
    public required double ReferenceNanoamperes { get; init; }

    /// <summary>Coefficients for one neuron: (2 + time constants) * (degree + 1).</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int CoefficientCount => (2 + TimeConstantsMilliseconds.Length) * (Degree + 1);
}
