namespace Noble.Edge.Training;

/// <summary>One sweep of an experiment, and the ensemble at its current.</summary>
public sealed record RecordedSweepFigures
{
    /// <summary>Which sweep, from 0.</summary>
    public required int Sweep { get; init; }

    /// <summary>Current of the step, from the holding current [nA].</summary>
    public required double CurrentNanoamperes { get; init; }

    /// <summary>Holding current [nA]; null where it is not known.</summary>
    public double? HoldingNanoamperes { get; init; }

    /// <summary>Length of the step [ms].</summary>
    public required double StepMilliseconds { get; init; }

    /// <summary>Features.</summary>
    public required RecordedFeature[] Features { get; init; }
}
