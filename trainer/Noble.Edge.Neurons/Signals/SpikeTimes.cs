namespace Noble.Edge.Neurons;

/// <summary>Spike times of a voltage trace.</summary>
public static class SpikeTimes
{
    /// <summary>Finds upward crossings of a threshold.</summary>
    /// <param name="voltage">Voltage, mV, at a fixed step.</param>
    /// <param name="stepMs">Step between samples, ms.</param>
    /// <param name="thresholdMillivolts">Threshold, mV.</param>
    /// <returns>
    /// Times from the first sample, ms, rising, one for each pair of neighbours with the first under the threshold and
    /// the second at or over it, interpolated linearly between them. A trace that starts over the threshold has no
    /// crossing there.
    /// </returns>
    public static double[] Detect(ReadOnlySpan<double> voltage, double stepMs, double thresholdMillivolts = -20)
    {
        if (!(stepMs > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(stepMs), stepMs, "Expected a step over 0 ms.");
        }

        var times = new List<double>();
        for (var i = 1; i < voltage.Length; i++)
        {
            if (voltage[i - 1] < thresholdMillivolts && voltage[i] >= thresholdMillivolts)
            {
                var fraction = (thresholdMillivolts - voltage[i - 1]) / (voltage[i] - voltage[i - 1]);
                times.Add((i - 1 + fraction) * stepMs);
            }
        }

        return [.. times];
    }
}
