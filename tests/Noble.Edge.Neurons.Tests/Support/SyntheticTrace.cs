namespace Noble.Edge.Neurons.Tests;

/// <summary>Traces on a grid of 0.1 ms whose features follow from a few straight lines.</summary>
internal static class SyntheticTrace
{
    public const double Step = 0.1;

    /// <summary>Rest −70 mV, a plateau of −60 mV after 100 and before 300 ms, 100 ms of rest.</summary>
    /// <remarks>
    /// On the trace's own grid: eFEL's sums of 0.1 put the sample on the stimulus' edge to either side of it, which the
    /// reference trace checks and a few straight lines cannot.
    /// </remarks>
    public static readonly FeatureWindow Window = new()
    {
        StepMilliseconds = Step,
        StimulusStartMilliseconds = 100,
        StimulusEndMilliseconds = 300,
        InterpolationStepMilliseconds = 0,
    };

    /// <summary>Spikes that peak at the given times: 1 ms from −60 to 30 mV, 1.5 ms to −75 mV, 5 ms back to −60 mV.</summary>
    public static double[] Spikes(params double[] peaks)
    {
        (double Time, double Voltage)[] shape = [(-1, -60), (0, 30), (1.5, -75), (6.5, -60)];
        return Sample(400, t =>
        {
            foreach (var peak in peaks)
            {
                for (var k = 1; k < shape.Length; k++)
                {
                    var (a, b) = (shape[k - 1], shape[k]);
                    if (t - peak >= a.Time && t - peak < b.Time)
                    {
                        return a.Voltage + ((b.Voltage - a.Voltage) * (t - peak - a.Time) / (b.Time - a.Time));
                    }
                }
            }

            return t is > 100 and < 300 ? -60 : -70;
        });
    }

    public static double[] Sample(double milliseconds, Func<double, double> voltage) =>
        [.. Enumerable.Range(0, (int)Math.Round(milliseconds / Step)).Select(k => voltage(Math.Round(k * Step, 6)))];
}
