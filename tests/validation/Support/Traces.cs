namespace Noble.Edge.Validation;

/// <summary>Distances between voltage traces.</summary>
internal static class Traces
{
    /// <summary>RMS of the difference over RMS of the expected deflection from rest.</summary>
    public static double RelativeRms(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double rest)
    {
        Assert.Equal(expected.Length, actual.Length);
        double difference = 0;
        double signal = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            signal += (expected[i] - rest) * (expected[i] - rest);
        }

        return Math.Sqrt(difference / signal);
    }

    /// <summary>RMS of the difference, mV.</summary>
    public static double Rms(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double sum = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            sum += (actual[i] - expected[i]) * (actual[i] - expected[i]);
        }

        return Math.Sqrt(sum / expected.Length);
    }

    /// <summary>Largest difference, mV; not a number where a sample is not.</summary>
    public static double Largest(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs(actual[i] - expected[i]);
            largest = difference <= largest ? largest : difference;
        }

        return largest;
    }

    /// <summary>Largest difference of spikes taken in order, ms; not a number where the counts differ.</summary>
    public static double LargestShift(double[] expected, double[] actual) =>
        expected.Length != actual.Length ? double.NaN
            : expected.Zip(actual, (e, a) => Math.Abs(e - a)).DefaultIfEmpty(0).Max();
}
