namespace Noble.Edge.Operator.Tests.Support;

/// <summary>How far one array is from another.</summary>
public static class Error
{
    /// <summary>Root mean square of the difference over that of <paramref name="expected"/>.</summary>
    public static double RelativeRms(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double difference = 0;
        double size = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            difference += Math.Pow(actual[i] - expected[i], 2);
            size += Math.Pow(expected[i], 2);
        }

        return Math.Sqrt(difference / size);
    }

    /// <summary>Root mean square of the difference over that of <paramref name="expected"/>.</summary>
    public static double RelativeRms(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        double[] wide = new double[expected.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = expected[i];
        }

        return RelativeRms(wide, actual);
    }
}
