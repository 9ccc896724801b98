namespace Noble.Edge.Training;

/// <summary>How the magnitudes of an activation are spread: counts in equal bins from 0 to the largest.</summary>
/// <param name="largest">The largest magnitude, over 0.</param>
internal sealed class MagnitudeHistogram(float largest)
{
    private const int Bins = 2048, Levels = 128;

    // What a bin without counts is given after quantization, so that values that are cut off to it cost, and forbid nothing.
    private const double Smallest = 1e-9;

    private readonly long[] _counts = new long[Bins];

    /// <summary>The largest magnitude.</summary>
    public float Largest { get; } = largest;

    /// <summary>Counts values.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        var scale = Bins / Largest;
        foreach (var value in values)
        {
            _counts[Math.Min((int)(Math.Abs(value) * scale), Bins - 1)]++;
        }
    }

    /// <summary>The magnitude that a share of the values stays under.</summary>
    public float Percentile(double percent)
    {
        var (allowed, under) = (percent / 100 * _counts.Sum(), 0L);
        for (var bin = 0; bin < Bins; bin++)
        {
            under += _counts[bin];
            if (under >= allowed)
            {
                return Largest * (bin + 1) / Bins;
            }
        }

        return Largest;
    }

    /// <summary>
    /// The magnitude to cut at so that the spread after quantization to 128 levels tells least from the spread before it: the least Kullback-Leibler
    /// divergence, with what is cut off counted at the cut.
    /// </summary>
    public float Entropy()
    {
        var (best, least) = (Bins, double.PositiveInfinity);
        for (var kept = Levels; kept <= Bins; kept += 16)
        {
            var divergence = Divergence(kept);
            if (divergence < least)
            {
                (best, least) = (kept, divergence);
            }
        }

        return Largest * best / Bins;
    }

    private double Divergence(int kept)
    {
        var all = (double)_counts.Sum();
        var cut = all - Sum(0, kept);
        var inside = all - cut;
        if (inside == 0)
        {
            return double.PositiveInfinity;
        }

        // Sum p log(p / q). Within a level q spreads the level's count evenly over its bins that are not empty.
        var divergence = 0.0;
        for (var level = 0; level < Levels; level++)
        {
            var (from, to) = (level * kept / Levels, (level + 1) * kept / Levels);
            var filled = _counts.AsSpan(from, to - from).ToArray().Count(count => count > 0);
            for (var bin = from; bin < to; bin++)
            {
                var p = (_counts[bin] + (bin == kept - 1 ? cut : 0)) / all;
                var q = _counts[bin] > 0 ? Sum(from, to) / filled / inside : Smallest;
                divergence += p > 0 ? p * Math.Log(p / q) : 0;
            }
        }

        return divergence;
    }

    private double Sum(int from, int to)
    {
        var sum = 0L;
        for (var bin = from; bin < to; bin++)
        {
            sum += _counts[bin];
        }

        return sum;
    }
}
