namespace Noble.Edge.Training;

/// <summary>How far a run is; the parameters and the optimiser's moments are beside it.</summary>
public sealed record CheckpointState
{
    /// <summary>Steps done.</summary>
    public required long Step { get; init; }

    /// <summary>Wall time so far [s].</summary>
    public required double Seconds { get; init; }

    /// <summary>Loss, averaged over about the last hundred steps.</summary>
    public required double SmoothedLoss { get; init; }
}
