namespace Noble.Edge.Operator;

/// <content>Neurons between neurons.</content>
public sealed partial class Population
{
    /// <summary>
    /// Neurons on the straight way from one neuron of this population to another, or on through several: evenly spaced, the same number of
    /// steps from each to the next where the count allows it. The first and the last are those neurons themselves.
    /// </summary>
    /// <param name="path">Indices of two neurons or more.</param>
    /// <param name="count">Neurons in all, at least 2.</param>
    /// <remarks>
    /// Features go linearly in their own units. The spike clock is the map's at the features so found, plus the two neurons' own differences
    /// from the map in the same proportion, so that it is exactly a neuron's own clock at that neuron.
    /// </remarks>
    /// <exception cref="PopulationException">The path or the count is too short, or there is no such neuron.</exception>
    public Population Interpolate(IReadOnlyList<int> path, int count)
    {
        if (path.Count < 2 || count < 2)
        {
            throw new PopulationException($"{count} neurons on a way through {path.Count}, expected at least 2 through at least 2");
        }

        if (path.Any(neuron => neuron < 0 || neuron >= Count))
        {
            throw new PopulationException($"no neuron {path.First(neuron => neuron < 0 || neuron >= Count)} to interpolate, expected 0 to {Count - 1}");
        }

        var names = new string[count];
        var points = new double[count][];
        for (var n = 0; n < count; n++)
        {
            var (from, to, share) = On(path, n, count);
            names[n] = share == 0 ? Name(from) : FormattableString.Invariant($"{Name(from)}..{Name(to)}@{share:0.####}");
            points[n] = share == 0 ? Features(from).ToArray() : Blend(Features(from), Features(to), share);
        }

        var between = new Population(_model, names, points);
        for (var n = 0; n < count; n++)
        {
            var (from, to, share) = On(path, n, count);
            between.BlendClock(n, this, from, to, share);
        }

        return between;
    }

    // Whole numbers up to the last division, so that a neuron of the path is met with a share of exactly 0.
    private static (int From, int To, double Share) On(IReadOnlyList<int> path, int n, int count)
    {
        var (segment, rest) = Math.DivRem((long)n * (path.Count - 1), count - 1);
        return rest == 0 ? (path[(int)segment], path[(int)segment], 0) : (path[(int)segment], path[(int)segment + 1], (double)rest / (count - 1));
    }

    private static double[] Blend(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double share)
    {
        var blend = new double[from.Length];
        for (var i = 0; i < blend.Length; i++)
        {
            blend[i] = ((1 - share) * from[i]) + (share * to[i]);
        }

        return blend;
    }

    private void BlendClock(int neuron, Population source, int from, int to, double share)
    {
        if (share == 0)
        {
            SetClock(neuron, source.Clock(from));
            return;
        }

        var offsets = ClockOffsets(neuron);
        Blend(source.ClockOffsets(from), source.ClockOffsets(to), share).CopyTo(offsets);
        var clock = ClockOf(neuron);
        for (var c = 0; c < clock.Length; c++)
        {
            clock[c] += offsets[c];
        }
    }
}
