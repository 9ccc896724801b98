namespace Noble.Edge.Training;

/// <summary>What a finished or interrupted run says of itself, in <c>run.json</c>.</summary>
public sealed record RunRecord
{
    /// <summary>The data set's folder.</summary>
    public required string DataSet { get; init; }

    /// <summary>Traces in training.</summary>
    public required int TrainingTraces { get; init; }

    /// <summary>Wall time [s].</summary>
    public required double Seconds { get; init; }

    /// <summary>Processor or accelerator.</summary>
    public required string Machine { get; init; }

    /// <summary>Leave-one-out phase error of the clock map [cycles]; null without a clock.</summary>
    public double? ClockLeaveOneOutCycles { get; init; }
}
