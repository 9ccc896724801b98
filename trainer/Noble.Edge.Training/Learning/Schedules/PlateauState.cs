namespace Noble.Edge.Training;

/// <summary>Where a plateau schedule stands.</summary>
public sealed record PlateauState
{
    /// <summary>Lowest loss judged so far; null before the first.</summary>
    public double? Best { get; init; }

    /// <summary>Judgements since then.</summary>
    public int Waited { get; init; }

    /// <summary>How often the rate was reduced.</summary>
    public int Reductions { get; init; }

    /// <summary>Sum of the training losses since the last judgement, where those are judged.</summary>
    public double LossSum { get; init; }

    /// <summary>How many they are.</summary>
    public int LossCount { get; init; }
}
