using Noble.Edge.Neurons;

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

    /// <summary>Current at which the survey reads widths, peaks, latency and the like [nA]; default 0.25.</summary>
    public double ReferenceNanoamperes { get; init; } = 0.25;

    /// <summary>Parameter sets that are made by blending the cell's own (see <see cref="ParameterBlend"/>); default none.</summary>
    public int Blends { get; init; }

    /// <summary>Traces of a blend as a share of those of an ordinary neuron, over 0; default 0.25.</summary>
    public double BlendShare { get; init; } = 0.25;

    /// <summary>Parameter sets that no blend may be made of: those that training will not see.</summary>
    public IReadOnlyList<string> HeldOutNeurons { get; init; } = [];

    /// <summary>Seed of the currents and blends; default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Threads; 0 for one a core.</summary>
    public int Threads { get; init; }
}
