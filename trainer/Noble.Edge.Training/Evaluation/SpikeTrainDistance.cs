namespace Noble.Edge.Training;

/// <summary>Distances between two spike trains that need no pairing within a window.</summary>
public static class SpikeTrainDistance
{
    /// <summary>Victor and Purpura (1996): the least cost of turning one train into the other.</summary>
    /// <param name="a">Ascending times [ms].</param>
    /// <param name="b">Ascending times [ms].</param>
    /// <param name="costPerMillisecond">q: cost of moving a spike by 1 ms. Taking one out or putting one in costs 1.</param>
    /// <returns>0 for equal trains; the spikes of both at most.</returns>
    public static double VictorPurpura(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double costPerMillisecond)
    {
        // Row i of the table: the distance between the first i spikes of a and each beginning of b.
        var row = new double[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 0; i < a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 1; j <= b.Length; j++)
            {
                var moved = diagonal + (costPerMillisecond * Math.Abs(a[i] - b[j - 1]));
                diagonal = row[j];
                row[j] = Math.Min(moved, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }

    /// <summary>van Rossum (2001): D, with D^2 = 1/tau times the integral of (f - g)^2, each spike an exponential of height 1 that decays with tau.</summary>
    /// <param name="a">Times [ms].</param>
    /// <param name="b">Times [ms].</param>
    /// <param name="tauMilliseconds">tau [ms].</param>
    /// <returns>sqrt(1/2) for one spike too many; |m - n| sqrt(1/2) where tau is long beside the trains.</returns>
    /// <remarks>In closed form (Houghton and Kreuz 2012): two exponentials that begin d apart have the product tau/2 exp(-d/tau).</remarks>
    public static double VanRossum(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double tauMilliseconds)
    {
        var square = (Products(a, a, tauMilliseconds) + Products(b, b, tauMilliseconds)) / 2 - Products(a, b, tauMilliseconds);

        // Equal trains leave the rounding of their sums.
        return Math.Sqrt(Math.Max(square, 0));
    }

    private static double Products(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double tau)
    {
        var sum = 0.0;
        foreach (var s in a)
        {
            foreach (var t in b)
            {
                sum += Math.Exp(-Math.Abs(s - t) / tau);
            }
        }

        return sum;
    }
}
