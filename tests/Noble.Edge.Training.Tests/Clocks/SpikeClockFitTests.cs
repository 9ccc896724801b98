using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

public sealed class SpikeClockFitTests
{
    private const double Onset = 0.1;

    private static readonly ClockSpec Spec = new()
    {
        TimeConstantsMilliseconds = [4, 12, 40, 150, 400],
        Splines = 13,
        OnsetFeature = "threshold_current",
        MapFeatures = ["threshold_current", "gain"],
        ReferenceNanoamperes = 0.3,
    };

    [Fact]
    public void Fit_DenseSweeps_PredictsTheSpikesOfSweepsBetweenThem()
    {
        var clock = SpikeClockFit.Fit(Spec, Onset, Sweeps(40, gain: 1));
        var between = Enumerable.Range(0, 20).Select(i => Sweep(0.117 + (0.0133 * i), 1));

        Assert.InRange(SpikeClockFit.TimeErrorMilliseconds(Spec, Onset, clock, between), 0, 0.05);
    }

    [Fact]
    public void Fit_FewSweepsWithAPrior_IsBetterThanWithout()
    {
        var prior = SpikeClockFit.Fit(Spec, Onset, Sweeps(40, gain: 1));
        var few = Sweeps(4, gain: 1.05).ToArray();
        var test = Sweeps(31, gain: 1.05).ToArray();

        var with = SpikeClockFit.TimeErrorMilliseconds(Spec, Onset, SpikeClockFit.Fit(Spec, Onset, few, prior), test);
        var without = SpikeClockFit.TimeErrorMilliseconds(Spec, Onset, SpikeClockFit.Fit(Spec, Onset, few), test);
        var alone = SpikeClockFit.TimeErrorMilliseconds(Spec, Onset, prior, test);

        Assert.True(with < 0.5 * without && with < 0.2 * alone, $"with {with:f3}, without {without:f3}, prior alone {alone:f3} ms");
    }

    [Fact]
    public void Fit_NoSweepOverOnset_SaysWhatIsNeeded()
    {
        var error = Assert.Throws<ArgumentException>(() => SpikeClockFit.Fit(Spec, Onset, [new SpikeSweep(0.09, [5, 10])]));

        Assert.StartsWith("no sweep over onset 0.1 nA with two spikes or more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MapFit_NeuronsThatDifferInOneFeature_PredictsOneLeftOut()
    {
        var gains = new[] { 0.8, 0.85, 0.9, 0.95, 1.0, 1.05, 1.1, 1.15, 1.2 };
        var clocks = gains.Select(gain => SpikeClockFit.Fit(Spec, Onset, Sweeps(30, gain))).ToArray();
        var latent = new LatentSpace(new LatentSpec
        {
            Features =
            [
                new() { Name = "threshold_current", Unit = "nA", Minimum = 0.05, Maximum = 0.15 },
                new() { Name = "gain", Unit = "1", Minimum = 0.8, Maximum = 1.2 },
            ],
            Points = [.. gains.Select((gain, i) => new LatentPoint { Name = $"g{i}", Values = [Onset, gain] })],
        });

        var (map, leaveOneOut) = SpikeClockMapFit.Fit(latent, Spec, clocks, 400);
        var predicted = new double[Spec.CoefficientCount];
        map.Evaluate([0, -0.12], predicted); // gain 0.976, between two training neurons

        Assert.InRange(leaveOneOut, 0, 0.05);
        Assert.InRange(SpikeClockFit.TimeErrorMilliseconds(Spec, Onset, predicted, Sweeps(10, 0.976)), 0, 0.2);
    }

    // Rate sqrt-like in the current and adapting in time, integrated by small steps: no formula that the clock has built in.
    private static SpikeSweep Sweep(double current, double gain)
    {
        const double Step = 0.002;
        var times = new List<double>();
        var (phase, next) = (-0.3, 0);
        for (var t = 0.0; t < 400; t += Step)
        {
            var rate = gain * (0.02 + (0.3 * Math.Sqrt(current - Onset))) * (1 + (0.3 * Math.Exp(-t / 25)));
            phase += rate * Step;
            if (phase >= next)
            {
                times.Add(t);
                next++;
            }
        }

        return new SpikeSweep(current, [.. times]);
    }

    private static IEnumerable<SpikeSweep> Sweeps(int count, double gain) =>
        Enumerable.Range(0, count).Select(i => Sweep(Onset + 0.005 + (0.29 * i / Math.Max(1, count - 1)), gain));
}
