namespace Noble.Edge.Neurons;

/// <summary>A point of the search space and how far its features are from the targets.</summary>
/// <param name="Places">Place of each variable between its bounds, 0..1, in the order of <see cref="SearchSpace.Variables"/>.</param>
/// <param name="Scores">Score of each objective, in spreads, in the order of <see cref="SearchTargets.Objectives"/>.</param>
/// <param name="Generation">Generation in which it was made.</param>
public sealed record SearchIndividual(double[] Places, double[] Scores, int Generation)
{
    /// <summary>Sum of the objectives: what the hall of fame is ordered by.</summary>
    public double Sum() => Scores.Sum();

    /// <summary>The objective that is farthest off, in spreads.</summary>
    public double Worst() => Scores.Max();
}
