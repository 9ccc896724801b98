namespace Noble.Edge.Neurons.Tests;

/// <summary>The search on functions whose answer is known.</summary>
public class EvolutionarySearchTests
{
    private static readonly SearchOptions Options = new() { Population = 24, Best = 5 };

    [Fact]
    public void Next_OneOptimum_FindsIt()
    {
        // Two objectives with the same optimum: 3 |x - 0.3| summed, and its largest.
        var search = Search(Options, p => [30 * p.Sum(x => Math.Abs(x - 0.3)), 30 * p.Max(x => Math.Abs(x - 0.3))]);

        var state = Run(search, 120);

        Assert.True(state.HallOfFame[0].Worst() < 1, $"{state.HallOfFame[0].Worst()}");
        Assert.True(state.History[^1].Median < state.History[0].Median / 10);
    }

    [Fact]
    public void Next_ConflictingObjectives_KeepsTheFrontSpread()
    {
        // Every x_0 of 0..1 with all others 0 is on the front.
        var search = Search(Options, p => [10 * (p[0] + p.Skip(1).Sum()), 10 * (1 - p[0] + p.Skip(1).Sum())]);

        var front = Run(search, 60).Population;

        Assert.InRange(front.Min(i => i.Scores[0]), 0, 1);
        Assert.InRange(front.Min(i => i.Scores[1]), 0, 1);
        Assert.All(front, i => Assert.InRange(i.Scores.Sum(), 10, 11.5));
    }

    [Fact]
    public void Start_Seed_DecidesEverything()
    {
        var a = Run(Search(Options, Sphere), 5);
        var b = Run(Search(Options, Sphere), 5);
        var c = Run(Search(Options with { Seed = 2 }, Sphere), 5);

        AssertSame(a, b);
        Assert.NotEqual(a.Population[0].Places, c.Population[0].Places);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Options_EachOne_TakesEffect(SearchOptions changed)
    {
        var a = Run(Search(Options, Sphere), 5);
        var b = Run(Search(changed, Sphere), 5);

        Assert.False(Numbers(a).SequenceEqual(Numbers(b)));
    }

    public static TheoryData<SearchOptions> Changes() =>
    [
        Options with { Population = 26 },
        Options with { Seed = 9 },
        Options with { Best = 4 },
        Options with { CrossoverIndex = 3 },
        Options with { MutationIndex = 3 },
        Options with { MutationProbability = 0.9 },
    ];

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { Population = 3 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { Population = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { Best = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { CrossoverIndex = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { MutationIndex = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { MutationProbability = 1.1 });
    }

    [Fact]
    public void HallOfFame_AllGenerations_HoldsTheBestDistinctOnes()
    {
        var all = new List<double[]>();
        var search = Search(Options, p =>
        {
            all.Add([.. p]);
            return Sphere(p);
        });

        var fame = Run(search, 12).HallOfFame;

        var expected = all.DistinctBy(p => string.Join(' ', p)).Select(p => Sphere(p).Sum()).Order().Take(5);
        Assert.Equal(expected, fame.Select(i => i.Sum()));
    }

    [Fact]
    public void History_EachGeneration_CountsEvaluations()
    {
        var history = Run(Search(Options, Sphere), 3).History;

        Assert.Equal([0, 1, 2, 3], history.Select(h => h.Generation));
        Assert.Equal([24L, 48, 72, 96], history.Select(h => h.Evaluations));
    }

    private static double[] Sphere(double[] p) => [10 * p.Sum(x => (x - 0.7) * (x - 0.7)), Math.Abs(p[0] - 0.2)];

    private static EvolutionarySearch Search(SearchOptions options, Func<double[], double[]> score) =>
        new(options, 6, individuals => [.. individuals.Select(score)]);

    private static SearchState Run(EvolutionarySearch search, int generations)
    {
        var state = search.Start();
        for (var g = 0; g < generations; g++)
        {
            state = search.Next(state);
        }

        return state;
    }

    private static IEnumerable<double> Numbers(SearchState state) => state.Population.Concat(state.HallOfFame).SelectMany(i => i.Places);

    private static void AssertSame(SearchState a, SearchState b)
    {
        Assert.Equal(a.RandomState, b.RandomState);
        Assert.Equal(a.History, b.History);
        Assert.Equal(a.Population.SelectMany(i => i.Places), b.Population.SelectMany(i => i.Places));
        Assert.Equal(a.HallOfFame.SelectMany(i => i.Scores), b.HallOfFame.SelectMany(i => i.Scores));
    }
}
