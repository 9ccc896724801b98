using System.Text.Json.Serialization;

namespace Noble.Edge.Training;

/// <summary>How far a run is; the parameters and the optimiser's state are beside it.</summary>
public sealed record CheckpointState
{
    /// <summary>Steps done.</summary>
    public required long Step { get; init; }

    /// <summary>Wall time so far [s].</summary>
    public required double Seconds { get; init; }

    /// <summary>Loss, averaged over about the last hundred steps; null before the first.</summary>
    public required double? SmoothedLoss { get; init; }

    /// <summary>Lowest validation loss so far; null before the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? BestValidationLoss { get; init; }

    /// <summary>Where a plateau schedule stands; null with another.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PlateauState? Plateau { get; init; }
}
