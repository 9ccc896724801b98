namespace Noble.Edge.Training;

/// <summary>One trace of a streaming data set.</summary>
public sealed record StreamingTrace
{
    /// <summary>Index of the neuron.</summary>
    public required int Neuron { get; init; }

    /// <summary>Kind of its input, one of <see cref="StreamingPlan.Kinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Standard deviation of its noise as a share of the neuron's threshold current, for noise of the grid; null for the rest.</summary>
    public double? NoiseShare { get; init; }
}
