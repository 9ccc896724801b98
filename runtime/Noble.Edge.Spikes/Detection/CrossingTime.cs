namespace Noble.Edge.Spikes;

/// <summary>Where between two samples a voltage passes a level.</summary>
internal static class CrossingTime
{
    /// <summary>Share of the way from <paramref name="before"/> (under the level) to <paramref name="after"/> (at or over it), 0 to 1.</summary>
    internal static double Linear(double before, double after, double level)
    {
        var share = (level - before) / (after - before);
        return share is >= 0 and <= 1 ? share : 1;
    }

    /// <summary>As <see cref="Linear"/>, on the cubic through four samples.</summary>
    /// <param name="samples">Four samples at consecutive times.</param>
    /// <param name="before">Index in <paramref name="samples"/>, 0 to 2, of the sample under the level; the next one is at or over it.</param>
    /// <param name="level">The level.</param>
    internal static double Cubic(ReadOnlySpan<double> samples, int before, double level)
    {
        // Newton's forward differences about sample 0: p(x) = y0 + x (d1 + (x - 1) (d2 / 2 + (x - 2) d3 / 6)).
        var y0 = samples[0];
        var d1 = samples[1] - y0;
        var d2 = samples[2] - (2 * samples[1]) + y0;
        var d3 = samples[3] - (3 * samples[2]) + (3 * samples[1]) - y0;
        double low = before;
        double high = before + 1;
        var x = low + Linear(samples[before], samples[before + 1], level);

        // Newton steps, bisected where one would leave the bracket; the cubic passes the level inside it.
        for (var iteration = 0; iteration < 60 && high - low > 1e-7; iteration++)
        {
            var value = y0 + (x * (d1 + ((x - 1) * ((d2 / 2) + ((x - 2) * d3 / 6))))) - level;
            if (value < 0)
            {
                low = x;
            }
            else
            {
                high = x;
            }

            var slope = d1 + (((2 * x) - 1) * d2 / 2) + (((3 * x * x) - (6 * x) + 2) * d3 / 6);
            var next = x - (value / slope);
            if (Math.Abs(next - x) < 1e-7)
            {
                break;
            }

            x = next > low && next < high ? next : 0.5 * (low + high);
        }

        var share = x - before;
        return share is >= 0 and <= 1 ? share : Linear(samples[before], samples[before + 1], level);
    }
}
