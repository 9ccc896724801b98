namespace Noble.Edge.Neurons;

/// <summary>Multi-objective evolutionary search: indicator-based selection, simulated binary crossover, polynomial mutation.</summary>
/// <remarks>
/// A generation: parents by binary tournaments on <see cref="IndicatorSelection.Fitness"/>, as many children as there are
/// parents, all evaluated together, and the population chosen from both by <see cref="IndicatorSelection.Select"/>. A state
/// is followed by the same state wherever and however often it is continued.
/// </remarks>
public sealed class EvolutionarySearch
{
    private readonly SearchOptions _options;
    private readonly int _variables;
    private readonly Func<IReadOnlyList<double[]>, IReadOnlyList<double[]>> _evaluate;

    /// <summary>Prepares a search.</summary>
    /// <param name="options">How to search.</param>
    /// <param name="variables">Numbers of an individual, each in 0..1.</param>
    /// <param name="evaluate">
    /// Scores of many individuals: in, shape [individual, variable], 0..1; out, shape [individual, objective], 0 or more,
    /// finite, smaller is better. Must depend on the individual only.
    /// </param>
    public EvolutionarySearch(SearchOptions options, int variables, Func<IReadOnlyList<double[]>, IReadOnlyList<double[]>> evaluate)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(variables, 1);
        ArgumentNullException.ThrowIfNull(evaluate);
        (_options, _variables, _evaluate) = (options, variables, evaluate);
    }

    /// <summary>Generation 0: individuals drawn uniformly between the bounds.</summary>
    public SearchState Start()
    {
        var random = new SearchRandom(_options.Seed);
        var points = new double[_options.Population][];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = new double[_variables];
            for (var j = 0; j < _variables; j++)
            {
                points[i][j] = random.NextUniform();
            }
        }

        var population = Evaluate(points, 0);
        return Finish(new SearchState(0, 0, random.State, population, [], []), population);
    }

    /// <summary>The state one generation later.</summary>
    public SearchState Next(SearchState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var random = new SearchRandom(state.RandomState);
        var parents = state.Population;
        var fitness = IndicatorSelection.Fitness([.. parents.Select(p => p.Scores)]);
        var points = new double[_options.Population][];
        for (var i = 0; i < points.Length; i += 2)
        {
            var a = (double[])parents[Tournament(fitness, ref random)].Places.Clone();
            var b = (double[])parents[Tournament(fitness, ref random)].Places.Clone();
            SimulatedBinaryCrossover.Cross(a, b, _options.CrossoverIndex, ref random);
            PolynomialMutation.Mutate(a, _options.MutationIndex, _options.MutationProbability, ref random);
            PolynomialMutation.Mutate(b, _options.MutationIndex, _options.MutationProbability, ref random);
            (points[i], points[i + 1]) = (a, b);
        }

        var children = Evaluate(points, state.Generation + 1);
        SearchIndividual[] all = [.. parents, .. children];
        var kept = IndicatorSelection.Select([.. all.Select(c => c.Scores)], _options.Population);
        var next = state with { Generation = state.Generation + 1, RandomState = random.State, Population = [.. kept.Select(k => all[k])] };
        return Finish(next, children);
    }

    private static int Tournament(double[] fitness, ref SearchRandom random)
    {
        var a = random.NextIndex(fitness.Length);
        var b = random.NextIndex(fitness.Length);
        return fitness[b] > fitness[a] ? b : a;
    }

    private SearchIndividual[] Evaluate(double[][] points, int generation)
    {
        var scores = _evaluate(points);
        return [.. points.Zip(scores, (p, s) => new SearchIndividual(p, s, generation))];
    }

    private SearchState Finish(SearchState state, SearchIndividual[] evaluated)
    {
        // A stable sort: of equals the one found first stays.
        var fame = state.HallOfFame.Concat(evaluated)
            .DistinctBy(i => i.Places, SamePlaces.Comparer)
            .OrderBy(i => i.Sum())
            .Take(_options.Best)
            .ToArray();
        var sums = state.Population.Select(p => p.Sum()).Order().ToArray();
        var median = (sums[(sums.Length - 1) / 2] + sums[sums.Length / 2]) / 2;
        var evaluations = state.Evaluations + evaluated.Length;
        var progress = new SearchProgress(
            state.Generation, evaluations, fame[0].Sum(), fame[0].Worst(), median, state.Population.Count(p => p.Worst() <= 1));
        return state with { Evaluations = evaluations, HallOfFame = fame, History = [.. state.History, progress] };
    }

    private sealed class SamePlaces : IEqualityComparer<double[]>
    {
        public static SamePlaces Comparer { get; } = new();

        public bool Equals(double[]? a, double[]? b) => a.AsSpan().SequenceEqual(b);

        public int GetHashCode(double[] places)
        {
            var hash = default(HashCode);
            foreach (var place in places)
            {
                hash.Add(place);
            }

            return hash.ToHashCode();
        }
    }
}
