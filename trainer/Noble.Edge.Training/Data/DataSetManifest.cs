using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>What <c>dataset.json</c> says.</summary>
public sealed record DataSetManifest
{
    /// <summary>The schema that this program writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the layout.</summary>
    public required int Schema { get; init; }

    /// <summary>The cell.</summary>
    public required string Cell { get; init; }

    /// <summary>Solver, scheme, step and temperature in one line.</summary>
    public required string Solver { get; init; }

    /// <summary>Sampling of the stored voltage and the protocol on it.</summary>
    public required GridSpec Grid { get; init; }

    /// <summary>Lowest and highest current [nA].</summary>
    public required CurrentRange CurrentRange { get; init; }

    /// <summary>Current at which the survey read widths, peaks, latency and the like [nA]; null in folders from before it could be chosen: 0.25.</summary>
    public double? ReferenceNanoamperes { get; init; }

    /// <summary>Seed of the currents.</summary>
    public required long Seed { get; init; }

    /// <summary>The parameter sets.</summary>
    public required DataSetNeuron[] Neurons { get; init; }

    /// <summary>The traces, in the order of the arrays' rows.</summary>
    public required DataSetTrace[] Traces { get; init; }
}
