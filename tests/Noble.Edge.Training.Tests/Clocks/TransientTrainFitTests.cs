using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

public sealed class TransientTrainFitTests
{
    private const double Rheobase = 0.18, Onset = 0.22;
    private static readonly double[] SpikeOnsets = [Rheobase, 0.2, 0.215];

    private static readonly ClockSpec Spec = new()
    {
        TimeConstantsMilliseconds = [10],
        Splines = 4,
        OnsetFeature = "threshold_current",
        MapFeatures = [],
        ReferenceNanoamperes = 0.1,
        TransientSpikes = 3,
        RheobaseFeature = "rheobase",
    };

    private static readonly double[] Kin = TransientTrainFit.Kin(Spec, [(SpikeOnsets, Onset, Sweeps(60, 1)), (SpikeOnsets, Onset, Sweeps(50, 1.1))]);

    [Fact]
    public void Fit_DenseSweeps_PredictsCountsAndTimesBetweenThem()
    {
        var fitted = new double[Kin.Length];
        TransientTrainFit.Fit(Spec, SpikeOnsets, Onset, Sweeps(40, 1.05), Kin, fitted);

        // The quartic follows the logarithm of these intervals (11 to 15 ms) to under a tenth of a millisecond.
        Assert.InRange(TimeError(fitted, Sweeps(33, 1.05)), 0, 0.1);
    }

    [Fact]
    public void Correct_FewSweeps_MovesAPredictionTowardsTheNeuron()
    {
        var predicted = Kin.ToArray();
        predicted[6] = 0.35; // the second spike too early: a sweep at 0.1975 nA shows one spike
        SpikeSweep[] few = [Sweep(0.19, 1.3), Sweep(0.1975, 1.3), Sweep(0.208, 1.3), Sweep(0.218, 1.3)];
        var before = TimeError(predicted, few, allowCount: true);
        TransientTrainFit.Correct(Spec, Rheobase, Onset, [], few, predicted);

        // What was seen is reproduced: counts at every sweep, times to a tenth of the error before.
        Assert.InRange(TimeError(predicted, few), 0, 0.1 * before);
        Assert.InRange(Rheobase + (predicted[6] * (Onset - Rheobase)), 0.1975, 0.208);
    }

    [Fact]
    public void Fit_NeuronWithoutATransientZone_KeepsItsKin()
    {
        var fitted = new double[Kin.Length];
        TransientTrainFit.Fit(Spec, [0.2, 0.2, 0.2], 0.2, [Sweep(0.25, 1)], Kin, fitted);

        Assert.Equal(Kin.AsSpan(1, 5).ToArray(), fitted.AsSpan(1, 5).ToArray());
        Assert.Equal(1, fitted[6]);
    }

    private static double TimeError(double[] coefficients, SpikeSweep[] sweeps, bool allowCount = false)
    {
        var (sum, count) = (0.0, 0);
        Span<double> times = stackalloc double[3];
        foreach (var sweep in sweeps)
        {
            var found = TransientTrain.Times(Spec, coefficients, sweep.CurrentNanoamperes, Rheobase, Onset, [], times);
            Assert.True(allowCount || found == sweep.TimesMilliseconds.Length, $"{found} spikes at {sweep.CurrentNanoamperes} nA, expected {sweep.TimesMilliseconds.Length}");
            for (var n = 0; n < Math.Min(found, sweep.TimesMilliseconds.Length); n++)
            {
                sum += Math.Pow(times[n] - sweep.TimesMilliseconds[n], 2);
                count++;
            }
        }

        return Math.Sqrt(sum / count);
    }

    private static SpikeSweep[] Sweeps(int count, double scale) =>
        [.. Enumerable.Range(0, count).Select(i => Sweep(Rheobase + ((Onset - Rheobase) * (i + 0.5) / count), scale))];

    // Intervals that lengthen as the root of a logarithm towards the spike's onset, as near a saddle-node.
    private static SpikeSweep Sweep(double current, double scale)
    {
        var times = new List<double>();
        foreach (var onset in SpikeOnsets.Where(onset => current >= onset))
        {
            times.Add((times.Count > 0 ? times[^1] : 0) + (scale * (12 - (1.5 * Math.Log((current - onset + 2e-3) / 0.02)))));
        }

        return new SpikeSweep(current, [.. times]);
    }
}
