using Noble.Edge.Neurons;

namespace Noble.Edge.Training.Tests;

public class NobleSamplerPlanTests
{
    [Fact]
    public void Trace_ManyDraws_CoverTheRangeAndCrowdTheZone()
    {
        var currents = Currents(new NobleSamplerPlan(40, 20_000, 1));

        Assert.All(currents, current => Assert.InRange(current, -0.11, 0.28));
        Assert.True(currents.Min() < -0.109 && currents.Max() > 0.279);

        // Half of them from the zone, and of the other half the zone's share of the range.
        Assert.Equal(0.5 + (0.5 * 0.05 / 0.39), currents.Count(current => current is >= 0 and <= 0.05) / 20_000.0, 0.015);
    }

    [Fact]
    public void Trace_EachOption_ChangesTheDraws()
    {
        var plan = new NobleSamplerPlan(40, 2000, 1);
        Assert.All(Currents(new NobleSamplerPlan(40, 2000, 1) { ZoneShare = 1, ZoneNanoamperes = (0.1, 0.12) }), current => Assert.InRange(current, 0.1, 0.12));
        Assert.All(Currents(new NobleSamplerPlan(40, 2000, 1) { ZoneShare = 0, CurrentsNanoamperes = (0.2, 0.3) }), current => Assert.InRange(current, 0.2, 0.3));
        Assert.NotEqual(Currents(plan), Currents(new NobleSamplerPlan(40, 2000, 2)));
        Assert.Equal(Currents(plan), Currents(new NobleSamplerPlan(40, 2000, 1)));
        Assert.Equal(40, Enumerable.Range(0, 2000).Select(i => plan.Trace(i).Set).Distinct().Count());
        Assert.Equal(5, new NobleSamplerPlan(40, 1, 1) { Step = (5, 30) }.Trace(0).Stimulus.StartMilliseconds);
    }

    private static double[] Currents(NobleSamplerPlan plan) =>
        [.. Enumerable.Range(0, plan.Count).Select(i => ((StepStimulus)plan.Trace(i).Stimulus).AmplitudeNanoamperes)];
}
