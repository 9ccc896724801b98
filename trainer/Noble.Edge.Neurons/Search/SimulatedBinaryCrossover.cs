namespace Noble.Edge.Neurons;

/// <summary>Simulated binary crossover between bounds 0 and 1.</summary>
/// <remarks>
/// Deb and Agrawal 1995, Complex Systems 9:115: the two children of a variable lie symmetrically about the parents' mean, at
/// β times the parents' distance, where β has density ½ (η + 1) β^η up to 1 and ½ (η + 1) β^-(η + 2) over it, so that half of
/// the children lie between their parents. Between bounds (Deb 2000, Comput Methods Appl Mech Eng 186:311) each child's
/// side of the density is cut where the nearer bound would be passed. As there, a variable takes part with probability ½,
/// and the children trade it with probability ½.
/// </remarks>
public static class SimulatedBinaryCrossover
{
    private const double SameDistance = 1e-14;

    /// <summary>Crosses two points in place.</summary>
    /// <param name="a">One parent in, one child out; each number in 0..1.</param>
    /// <param name="b">The other, of the same length.</param>
    /// <param name="index">η, 0 or more: the greater, the nearer children stay to parents.</param>
    /// <param name="random">Numbers to draw from.</param>
    public static void Cross(Span<double> a, Span<double> b, double index, ref SearchRandom random)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if (random.NextUniform() >= 0.5)
            {
                continue;
            }

            var u = random.NextUniform();
            var trades = random.NextUniform() < 0.5;
            var (low, high) = (Math.Min(a[i], b[i]), Math.Max(a[i], b[i]));
            if (high - low <= SameDistance)
            {
                continue;
            }

            var mean = (low + high) / 2;
            var half = (high - low) / 2;
            var lower = Math.Clamp(mean - (Factor(u, 1 + (low / half), index) * half), 0, 1);
            var upper = Math.Clamp(mean + (Factor(u, 1 + ((1 - high) / half), index) * half), 0, 1);
            (a[i], b[i]) = trades ? (upper, lower) : (lower, upper);
        }
    }

    /// <summary>β at probability u where it may be at most <paramref name="most"/>.</summary>
    private static double Factor(double u, double most, double index)
    {
        // Half of the density lies under 1; of the other half, what lies over the greatest allowed factor is missing.
        var total = 2 - Math.Pow(most, -(index + 1));
        var share = u * total;
        return share <= 1
            ? Math.Pow(share, 1 / (index + 1))
            : Math.Pow(1 / (2 - share), 1 / (index + 1));
    }
}
