using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public class SteppedCurrentTests
{
    private readonly double[] _current = new double[2];

    [Fact]
    public void TryChange_BetweenTrials_HoldsFromTheNextOneOn()
    {
        var schedule = new SteppedCurrent(0.1);
        Assert.Equal([0.1, 0.1], Fill(schedule, 0));
        Assert.Equal([0.1, 0.1], Fill(schedule, 1));
        var first = -1L;
        Assert.True(schedule.TryChange(0.2, trial => (first = trial) >= 0));
        Assert.Equal(2, first);
        Assert.Equal(0.2, schedule.Nanoamperes);
        Assert.True(schedule.TryChange(0.3, _ => true)); // the later of two for one trial
        Assert.Equal([0.3, 0.3], Fill(schedule, 2));
        Assert.Equal([0.3, 0.3], Fill(schedule, 3));
    }

    [Fact]
    public void TryChange_NotAdmitted_ChangesNothing()
    {
        var schedule = new SteppedCurrent(0.1);
        Assert.False(schedule.TryChange(0.2, _ => false));
        Assert.Equal([0.1, 0.1], Fill(schedule, 0));
    }

    [Fact]
    public void Fill_ChangesKnownBeforehand_AreThoseOfTheRunThatWasRecorded()
    {
        var recorded = new List<(long Trial, double Nanoamperes)>();
        var live = new SteppedCurrent(0.1);
        var random = new Random(3);
        var played = new List<double>();
        for (var trial = 0; trial < 50; trial++)
        {
            for (var changes = random.Next(3); changes > 0; changes--)
            {
                var value = random.NextDouble();
                live.TryChange(value, first =>
                {
                    recorded.Add((first, value));
                    return true;
                });
            }

            played.Add(Fill(live, trial)[0]);
        }

        var again = new SteppedCurrent(0.1, recorded);
        Assert.Equal(played, Enumerable.Range(0, 50).Select(trial => Fill(again, trial)[0]));
        Assert.True(played.Distinct().Count() > 20);
    }

    [Fact]
    public void Fill_TrialAfterTrial_AllocatesNothing()
    {
        var schedule = new SteppedCurrent(0.1);
        AllocationAssert.AllocatesNothing(() =>
        {
            schedule.Fill(5, _current);
            Assert.True(_current[1] == 0.1);
        });
    }

    private double[] Fill(SteppedCurrent schedule, long trial)
    {
        schedule.Fill(trial, _current);
        return [.. _current];
    }
}
