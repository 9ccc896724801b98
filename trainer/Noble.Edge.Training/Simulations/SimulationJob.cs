using System.Text.Json.Nodes;
using Noble.Edge.Neurons;

namespace Noble.Edge.Training;

/// <summary>Everything that decides the bytes of a folder of simulated traces.</summary>
public sealed record SimulationJob
{
    /// <summary>The cell.</summary>
    public required CellDescription Cell { get; init; }

    /// <summary>Where the cell came from: names and hashes of files, or a built-in name.</summary>
    public required JsonObject CellSource { get; init; }

    /// <summary>Its parameter sets.</summary>
    public required IReadOnlyList<ParameterSet> Sets { get; init; }

    /// <summary>Settling, window and solver step.</summary>
    public required StepProtocol Protocol { get; init; }

    /// <summary>The traces.</summary>
    public required TracePlan Plan { get; init; }

    /// <summary>Where voltage is recorded besides the soma.</summary>
    public IReadOnlyList<Probe> Probes { get; init; } = [];

    /// <summary>Solver steps to a stored sample, 1 or more; 1 stores every step, unfiltered. Default 3.</summary>
    public int Decimation { get; init; } = 3;

    /// <summary>
    /// How stored samples come about: the voltage at their time and the mean of the inputs up to the next, for models that go on from sample to
    /// sample; otherwise the voltage is low-passed first, and the stimulus is that of the solver step at the sample.
    /// </summary>
    public bool IsSampled { get; init; }

    /// <summary>Whether arrays are float64 instead of float32.</summary>
    public bool IsDouble { get; init; }

    /// <summary>Which part of the traces.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Whether it is one of several parts, even if the only one.</summary>
    public bool IsSharded { get; init; }

    /// <summary>Current at which a survey reads widths, peaks, latency and the like [nA]; default 0.25.</summary>
    public double ReferenceNanoamperes { get; init; } = 0.25;

    /// <summary>Features of each parameter set; null where the folder is not to be a data set for training.</summary>
    public IReadOnlyList<DataSetNeuron>? Surveyed { get; init; }
}
