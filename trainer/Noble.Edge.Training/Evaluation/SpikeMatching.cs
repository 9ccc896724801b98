namespace Noble.Edge.Training;

/// <summary>One-to-one coincidence of two spike trains.</summary>
public static class SpikeMatching
{
    /// <summary>Pairs spikes that are no further apart than a tolerance, each spike once, in order of time.</summary>
    /// <param name="reference">Ascending times [ms].</param>
    /// <param name="other">Ascending times [ms].</param>
    /// <param name="toleranceMilliseconds">Largest distance of a pair.</param>
    /// <returns>Signed distance other - reference of each pair [ms].</returns>
    public static List<double> Match(ReadOnlySpan<double> reference, ReadOnlySpan<double> other, double toleranceMilliseconds)
    {
        var distances = new List<double>();
        var (i, j) = (0, 0);
        while (i < reference.Length && j < other.Length)
        {
            var distance = other[j] - reference[i];
            if (Math.Abs(distance) <= toleranceMilliseconds)
            {
                distances.Add(distance);
                i++;
                j++;
            }
            else if (distance > 0)
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return distances;
    }
}
