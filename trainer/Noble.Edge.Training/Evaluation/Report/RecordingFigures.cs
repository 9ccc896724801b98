namespace Noble.Edge.Training;

/// <summary>Sweeps of an experiment beside the model's ensemble at the same currents.</summary>
public sealed record RecordingFigures
{
    /// <summary>Name of the file.</summary>
    public required string File { get; init; }

    /// <summary>What kind of file it is.</summary>
    public required string Format { get; init; }

    /// <summary>What its reader should know.</summary>
    public required string[] Notes { get; init; }

    /// <summary>Length of the model's step [ms].</summary>
    public required double ModelStepMilliseconds { get; init; }

    /// <summary>Grid on which features are taken on both sides [ms].</summary>
    public required double FeatureGridMilliseconds { get; init; }

    /// <summary>Sweeps in the model's range of currents.</summary>
    public required RecordedSweepFigures[] Sweeps { get; init; }

    /// <summary>Sweeps that were left out, with the reason.</summary>
    public required SweepLeftOut[] LeftOut { get; init; }
}
