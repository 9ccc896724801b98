namespace Noble.Edge.Neurons;

/// <summary>How far a search was after a generation.</summary>
/// <param name="Generation">The generation.</param>
/// <param name="Evaluations">Individuals evaluated up to it.</param>
/// <param name="Best">Least sum of objectives so far, in spreads.</param>
/// <param name="Worst">The farthest objective of that individual, in spreads.</param>
/// <param name="Median">Median over the population of the sum of objectives, in spreads.</param>
/// <param name="Within">Individuals of the population with every objective within one spread.</param>
public sealed record SearchProgress(int Generation, long Evaluations, double Best, double Worst, double Median, int Within);
