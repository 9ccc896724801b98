namespace Noble.Edge.Spikes;

/// <summary>The two questions that the detector asks of a trace. Not-a-number answers neither.</summary>
internal static partial class CrossingScan
{
    /// <summary>Index of the first sample that is at least <paramref name="level"/>, or -1.</summary>
    internal static int IndexOfAtLeastScalar(ReadOnlySpan<float> samples, float level)
    {
        for (var k = 0; k < samples.Length; k++)
        {
            if (samples[k] >= level)
            {
                return k;
            }
        }

        return -1;
    }

    /// <summary>Index of the first sample under <paramref name="level"/>, or -1.</summary>
    internal static int IndexOfBelowScalar(ReadOnlySpan<float> samples, float level)
    {
        for (var k = 0; k < samples.Length; k++)
        {
            if (samples[k] < level)
            {
                return k;
            }
        }

        return -1;
    }
}
