namespace Noble.Edge.Neurons;

/// <summary>A search between two generations: everything that the next one depends on.</summary>
/// <param name="Generation">The last generation done; 0 is the random one at the start.</param>
/// <param name="Evaluations">Individuals evaluated so far.</param>
/// <param name="RandomState">State of the random numbers.</param>
/// <param name="Population">The population.</param>
/// <param name="HallOfFame">The best distinct individuals of all generations, best first.</param>
/// <param name="History">One entry a generation.</param>
public sealed record SearchState(
    int Generation,
    long Evaluations,
    ulong RandomState,
    IReadOnlyList<SearchIndividual> Population,
    IReadOnlyList<SearchIndividual> HallOfFame,
    IReadOnlyList<SearchProgress> History);
