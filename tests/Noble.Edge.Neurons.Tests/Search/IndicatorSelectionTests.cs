namespace Noble.Edge.Neurons.Tests;

public class IndicatorSelectionTests
{
    [Theory]
    [InlineData(12, 2, 1)]
    [InlineData(20, 5, 2)]
    [InlineData(31, 17, 3)]
    public void Select_RandomScores_MatchesTheDefinition(int count, int objectives, ulong seed)
    {
        var scores = Random(count, objectives, seed);

        for (var keep = 1; keep <= count; keep++)
        {
            Assert.Equal(SelectByDefinition(scores, keep), IndicatorSelection.Select(scores, keep));
        }
    }

    [Fact]
    public void Fitness_RandomScores_MatchesTheDefinition()
    {
        var scores = Random(15, 4, 4);
        var all = Enumerable.Range(0, scores.Length).ToArray();
        var indicator = Indicator(scores);

        var fitness = IndicatorSelection.Fitness(scores);

        foreach (var x in all)
        {
            Assert.Equal(FitnessByDefinition(indicator, all, x), fitness[x], 1e-9 * Math.Abs(fitness[x]));
        }
    }

    [Fact]
    public void Fitness_OneDominatesAnother_IsTheFitter()
    {
        var random = new SearchRandom(5);
        var scores = Random(30, 3, 6).ToList();
        for (var n = 0; n < 20; n++)
        {
            var better = scores[random.NextIndex(30)];
            scores.Add([.. better.Select(s => s + (0.1 * (1 + n)))]);
        }

        var fitness = IndicatorSelection.Fitness(scores);

        for (var a = 0; a < scores.Count; a++)
        {
            for (var b = 0; b < scores.Count; b++)
            {
                if (scores[a].Zip(scores[b]).All(s => s.First < s.Second))
                {
                    Assert.True(fitness[a] > fitness[b]);
                }
            }
        }
    }

    [Fact]
    public void Select_OnlyOneFront_KeepsTheExtremes()
    {
        double[][] front = [[0, 9], [1, 5], [1.05, 4.9], [1.1, 4.8], [3, 1], [9, 0]];

        var kept = IndicatorSelection.Select(front, 4);

        Assert.Contains(0, kept);
        Assert.Contains(5, kept);
    }

    [Fact]
    public void Select_Equals_KeepsTheEarlier()
    {
        Assert.Equal([0, 1], IndicatorSelection.Select([[1, 2], [1, 2], [1, 2]], 2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Select_ImpossibleCount_IsRefused(int keep)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => IndicatorSelection.Select([[1], [2], [3]], keep));
    }

    private static double[][] Random(int count, int objectives, ulong seed)
    {
        var random = new SearchRandom(seed);
        var scores = new double[count][];
        for (var i = 0; i < count; i++)
        {
            scores[i] = new double[objectives];
            for (var m = 0; m < objectives; m++)
            {
                // A tenth are penalties, as in a search's first generations.
                scores[i][m] = random.NextUniform() < 0.1 ? FeatureScores.Penalty : 20 * random.NextUniform();
            }
        }

        return scores;
    }

    /// <summary>Every fitness anew before each removal, from the paper's formula.</summary>
    private static int[] SelectByDefinition(double[][] scores, int keep)
    {
        var indicator = Indicator(scores);
        var alive = Enumerable.Range(0, scores.Length).ToList();
        while (alive.Count > keep)
        {
            alive.Remove(alive.MinBy(x => FitnessByDefinition(indicator, alive, x)));
        }

        return [.. alive];
    }

    private static double FitnessByDefinition(double[,] indicator, IEnumerable<int> group, int x) =>
        group.Where(y => y != x).Sum(y => -Math.Exp(-indicator[y, x] / IndicatorSelection.Kappa));

    /// <summary>I(y, x) over the greatest |I|.</summary>
    private static double[,] Indicator(double[][] scores)
    {
        var n = scores.Length;
        var indicator = new double[n, n];
        double greatest = 0;
        for (var y = 0; y < n; y++)
        {
            for (var x = 0; x < n; x++)
            {
                indicator[y, x] = Enumerable.Range(0, scores[0].Length).Max(m =>
                {
                    var values = scores.Select(s => s[m]).ToArray();
                    return (values[y] - values[x]) / (values.Max() - values.Min());
                });
                greatest = Math.Max(greatest, Math.Abs(indicator[y, x]));
            }
        }

        for (var y = 0; y < n; y++)
        {
            for (var x = 0; x < n; x++)
            {
                indicator[y, x] /= greatest;
            }
        }

        return indicator;
    }
}
