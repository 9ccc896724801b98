namespace Noble.Edge.Neurons;

/// <summary>Selection by the additive epsilon indicator: the adaptive IBEA of Zitzler and Künzli 2004, PPSN VIII, LNCS 3242:832.</summary>
/// <remarks>
/// I(a, b) is how much must be taken off every score of a for a to be at least as good as b in each. The fitness of x is
/// Σ over the others y of -exp(-I(y, x) / (κ c)), c the greatest |I| of the group, with every objective first scaled to
/// 0..1 over the group. Where a dominates b, a is the fitter. With more than a few objectives hardly anything dominates
/// anything, so that ranking by dominance alone (NSGA-II) no longer tells individuals apart; the indicator does. It is
/// BluePyOpt's default for that reason (Van Geit et al. 2016, Front Neuroinform 10:17).
/// </remarks>
public static class IndicatorSelection
{
    /// <summary>κ of the paper.</summary>
    public const double Kappa = 0.05;

    /// <summary>Fitness of each individual in its group; greater is better.</summary>
    /// <param name="scores">Shape [individual, objective], 0 or more, finite; smaller is better.</param>
    public static double[] Fitness(IReadOnlyList<double[]> scores)
    {
        var loss = Losses(scores);
        var fitness = new double[scores.Count];
        for (var x = 0; x < fitness.Length; x++)
        {
            for (var y = 0; y < fitness.Length; y++)
            {
                fitness[x] -= y == x ? 0 : loss[y][x];
            }
        }

        return fitness;
    }

    /// <summary>Removes the least fit, one at a time, each time without its share in the fitness of the others.</summary>
    /// <param name="scores">Shape [individual, objective], 0 or more, finite; smaller is better.</param>
    /// <param name="keep">How many to keep, 1 or more, at most all.</param>
    /// <returns>Indices that are kept, ascending. Of equals the earlier is kept.</returns>
    public static int[] Select(IReadOnlyList<double[]> scores, int keep)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keep, scores.Count);
        var loss = Losses(scores);
        var alive = Enumerable.Range(0, scores.Count).ToList();
        var fitness = Fitness(scores);
        while (alive.Count > keep)
        {
            var worst = alive[0];
            foreach (var x in alive)
            {
                worst = fitness[x] <= fitness[worst] ? x : worst;
            }

            alive.Remove(worst);
            foreach (var x in alive)
            {
                fitness[x] += loss[worst][x];
            }
        }

        return [.. alive];
    }

    /// <summary>exp(-I(y, x) / (κ c)), shape [y, x].</summary>
    private static double[][] Losses(IReadOnlyList<double[]> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var scaled = Scale(scores);
        var indicator = new double[scaled.Length][];
        var greatest = 0.0;
        for (var y = 0; y < scaled.Length; y++)
        {
            indicator[y] = new double[scaled.Length];
            for (var x = 0; x < scaled.Length; x++)
            {
                indicator[y][x] = Epsilon(scaled[y], scaled[x]);
                greatest = Math.Max(greatest, Math.Abs(indicator[y][x]));
            }
        }

        // All equal: every loss is exp(0).
        var unit = greatest > 0 ? Kappa * greatest : 1;
        foreach (var row in indicator)
        {
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = Math.Exp(-row[x] / unit);
            }
        }

        return indicator;
    }

    private static double Epsilon(double[] a, double[] b)
    {
        var most = double.NegativeInfinity;
        for (var m = 0; m < a.Length; m++)
        {
            most = Math.Max(most, a[m] - b[m]);
        }

        return most;
    }

    private static double[][] Scale(IReadOnlyList<double[]> scores)
    {
        var scaled = scores.Select(s => (double[])s.Clone()).ToArray();
        for (var m = 0; m < scaled[0].Length; m++)
        {
            var (least, most) = (scaled.Min(s => s[m]), scaled.Max(s => s[m]));
            foreach (var s in scaled)
            {
                s[m] = most > least ? (s[m] - least) / (most - least) : 0;
            }
        }

        return scaled;
    }
}
