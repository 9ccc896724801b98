namespace Noble.Edge.Operator;

/// <summary>How the network's output y becomes somatic voltage: V = offset + scale * y.</summary>
public sealed record OutputMapping
{
    /// <summary>Millivolts for one unit of output; 1000 for a network that puts out volts.</summary>
    public required double ScaleMillivolts { get; init; }

    /// <summary>Added to every neuron [mV].</summary>
    public double OffsetMillivolts { get; init; }

    /// <summary>Name of the latent feature, in mV, that is added as well (a resting voltage); null for none.</summary>
    public string? OffsetFeature { get; init; }
}
