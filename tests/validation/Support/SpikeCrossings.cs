namespace Noble.Edge.Validation;

/// <summary>Spike times whose own error is far below that of the solver.</summary>
internal static class SpikeCrossings
{
    /// <summary>Upward crossings of 0 mV, ms, on the cubic through the two samples before and the two after.</summary>
    /// <remarks>A straight line between samples is off by a second-order error of its own, which would hide that of the solver.</remarks>
    public static double[] Detect(ReadOnlySpan<double> voltage, double stepMilliseconds)
    {
        var times = new List<double>();
        for (var i = 1; i < voltage.Length - 2; i++)
        {
            if (voltage[i] < 0 && voltage[i + 1] >= 0)
            {
                times.Add((i + Crossing(voltage.Slice(i - 1, 4))) * stepMilliseconds);
            }
        }

        return [.. times];
    }

    // Bisection of the Lagrange cubic through (-1, 0, 1, 2) on 0..1.
    private static double Crossing(ReadOnlySpan<double> y)
    {
        var (low, high) = (0.0, 1.0);
        for (var n = 0; n < 60; n++)
        {
            var s = (low + high) / 2;
            var value = (-s * (s - 1) * (s - 2) / 6 * y[0]) + ((s + 1) * (s - 1) * (s - 2) / 2 * y[1])
                - ((s + 1) * s * (s - 2) / 2 * y[2]) + ((s + 1) * s * (s - 1) / 6 * y[3]);
            (low, high) = value < 0 ? (s, high) : (low, s);
        }

        return (low + high) / 2;
    }
}
