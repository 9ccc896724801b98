using Noble.Edge.Trainer;

namespace Noble.Edge.Training.Tests;

public class AlternationTests
{
    [Fact]
    public void Measure_RegularBursts_GivesPeriodDutyAndPhase()
    {
        var found = Alternation.Measure([Bursts(0, 200, 5, 10), Bursts(90, 200, 9, 10)], 0, 50)!;

        // 40 and 80 ms of 200 ms; the first burst may have begun before the window and does not count.
        Assert.Equal(200, found.PeriodMilliseconds.Mean, 1e-9);
        Assert.Equal(0, found.PeriodMilliseconds.Deviation, 1e-9);
        Assert.Equal([0.2, 0.4], found.Duty.Select(duty => Math.Round(duty.Mean, 9)));
        Assert.Equal([5, 9], found.SpikesPerBurst.Select(count => count.Mean));
        Assert.Equal(0.45, found.Phase.Mean, 1e-9);
        Assert.Equal(18, found.Cycles);
    }

    [Fact]
    public void Measure_PeriodThatChanges_TellsOfItsSpread()
    {
        double[] onsets = [0, 100, 300, 400, 600, 700, 900];
        double[][] spikes = [[.. onsets.SelectMany(onset => new[] { onset, onset + 5 })], [.. onsets.SelectMany(onset => new[] { onset + 50, onset + 55 })]];

        var found = Alternation.Measure(spikes, 0, 20)!;
        double[] periods = [200, 100, 200, 100, 200];
        Assert.Equal(160, found.PeriodMilliseconds.Mean, 1e-9);
        Assert.Equal(Math.Sqrt(periods.Sum(period => (period - 160) * (period - 160)) / 4), found.PeriodMilliseconds.Deviation, 1e-9);
    }

    [Fact]
    public void Measure_OneCellSilentOrTonic_IsNone()
    {
        double[] tonic = [.. Enumerable.Range(0, 500).Select(n => 10.0 * n)];

        Assert.Null(Alternation.Measure([Bursts(0, 200, 5, 10), []], 0, 50));
        Assert.Null(Alternation.Measure([tonic, Bursts(0, 200, 5, 10)], 0, 50));
        Assert.Null(Alternation.Measure([Bursts(0, 200, 5, 10), [10, 900, 2000]], 0, 50));
    }

    [Fact]
    public void Measure_From_LeavesOutWhatIsBefore()
    {
        var all = Alternation.Measure([Bursts(0, 200, 5, 10), Bursts(90, 200, 9, 10)], 0, 50)!;
        var later = Alternation.Measure([Bursts(0, 200, 5, 10), Bursts(90, 200, 9, 10)], 1000, 50)!;

        Assert.Equal(all.Cycles - 5, later.Cycles);
    }

    // Twenty bursts.
    private static double[] Bursts(double from, double period, int spikes, double interval) =>
        [.. Enumerable.Range(0, 20).SelectMany(burst => Enumerable.Range(0, spikes).Select(spike => from + (burst * period) + (spike * interval)))];
}
