using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Finds the traces over onset whose spikes their neuron's clock does not follow: a train with a pause, a spike that fails.</summary>
internal static class ClockMisfits
{
    // A blend of which more than this share is off the clock is no neuron that the clock can describe.
    private const double LargestShare = 0.1;

    /// <summary>The traces that are further from the clock than a tolerance, by root mean square of their spikes' times.</summary>
    /// <param name="clock">Shape of the clock.</param>
    /// <param name="data">The data set.</param>
    /// <param name="traces">Traces of one neuron.</param>
    /// <param name="coefficients">The neuron's clock.</param>
    /// <param name="toleranceMilliseconds">The tolerance.</param>
    public static IEnumerable<int> Of(ClockSpec clock, DataSet data, IEnumerable<int> traces, double[] coefficients, double toleranceMilliseconds)
    {
        foreach (var trace in traces)
        {
            var onset = data.Manifest.Neurons[data.Manifest.Traces[trace].Neuron].Features[clock.OnsetFeature];
            var error = SpikeClockFit.TimeErrorMilliseconds(clock, onset, coefficients, [data.Sweep(trace)]);
            if (error > toleranceMilliseconds)
            {
                yield return trace;
            }
        }
    }

    /// <summary>Whether a neuron has too many misfits to learn from.</summary>
    /// <param name="misfits">Its training traces that are off the clock.</param>
    /// <param name="trains">Its training traces over onset.</param>
    public static bool IsTooMany(int misfits, int trains) => misfits > LargestShare * trains;
}
