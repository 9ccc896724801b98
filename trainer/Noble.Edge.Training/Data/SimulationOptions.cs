namespace Noble.Edge.Training;

/// <summary>Which currents a training data set is simulated with.</summary>
public sealed record SimulationOptions
{
    /// <summary>Lowest step current [nA]; default -0.11, as published.</summary>
    public double MinimumNanoamperes { get; init; } = -0.11;

    /// <summary>Highest step current [nA]; default 0.4.</summary>
    public double MaximumNanoamperes { get; init; } = 0.4;

    /// <summary>Traces under rheobase a neuron; default 12.</summary>
    public int SubThreshold { get; init; } = 12;

    /// <summary>Traces between rheobase and the onset of repetitive firing a neuron; default 4.</summary>
    public int Transient { get; init; } = 4;

    /// <summary>Traces over onset a neuron; default 64.</summary>
    public int Repetitive { get; init; } = 64;

    /// <summary>Seed of the currents; default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Threads; 0 for one a core.</summary>
    public int Threads { get; init; }
}
