namespace Noble.Edge.Spikes.Tests;

/// <summary>A voltage with action potentials whose threshold crossings are known.</summary>
internal static class AnalyticTrace
{
    internal const double RestMillivolts = -70;

    private const double UpstrokeMilliseconds = 0.1; // of the logistic upstroke: 275 mV/ms at its steepest
    private const double DecayMilliseconds = 0.35;

    /// <summary>
    /// Action potentials: 110 mV up a logistic slope and down an exponential. The upstroke passes -20 mV at the times given.
    /// </summary>
    /// <returns>Voltage [mV], shape [sample].</returns>
    internal static float[] Render(int samples, double stepMilliseconds, double firstMilliseconds, params double[] crossings)
    {
        var trace = new float[samples];
        for (var k = 0; k < samples; k++)
        {
            var time = firstMilliseconds + (k * stepMilliseconds);
            var voltage = RestMillivolts;
            foreach (var crossing in crossings)
            {
                voltage += ActionPotential(time - crossing);
            }

            trace[k] = (float)voltage;
        }

        return trace;
    }

    private static double ActionPotential(double sinceCrossing)
    {
        // 50 of 110 mV are reached at the crossing; the decay sets in smoothly, well after it.
        var logistic = 110 / (1 + Math.Exp((-sinceCrossing / UpstrokeMilliseconds) + Math.Log((110.0 / 50) - 1)));
        var decay = 1 / (1 + Math.Exp((sinceCrossing - 0.6) / 0.03));
        var tail = Math.Exp(-Math.Max(0, sinceCrossing - 0.6) / DecayMilliseconds);
        return logistic * (decay + ((1 - decay) * tail));
    }
}
