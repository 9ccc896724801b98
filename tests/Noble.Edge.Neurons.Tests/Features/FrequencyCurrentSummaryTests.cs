namespace Noble.Edge.Neurons.Tests;

public class FrequencyCurrentSummaryTests
{
    [Fact]
    public void Of_LinearCurve_GivesRheobaseThresholdAndSlope()
    {
        // One spike at 0.06 nA, then firing to the end at 20 Hz and 500 Hz/nA from 0.08 nA on.
        var steps = Enumerable.Range(-2, 12).Select(k => k * 0.02)
            .Select(current => (current, current < 0.05 ? Response() : current < 0.07 ? Response(120) : Train(20 + (500 * (current - 0.08)))))
            .Reverse();
        var summary = FrequencyCurrentSummary.Of(steps);

        Assert.Equal((0.04, 0.06), (Math.Round(summary.Rheobase!.Value.Below!.Value, 9), Math.Round(summary.Rheobase.Value.At, 9)));
        Assert.Equal((0.06, 0.08), (Math.Round(summary.Threshold!.Value.Below!.Value, 9), Math.Round(summary.Threshold.Value.At, 9)));
        Assert.Equal(500, summary.SlopeHertzPerNanoampere, 1e-6);
        Assert.Equal((0.1, 0.18), (Math.Round(summary.SlopeRangeNanoamperes.From, 9), Math.Round(summary.SlopeRangeNanoamperes.To, 9)));
        Assert.Equal(summary.CurrentsNanoamperes.Order(), summary.CurrentsNanoamperes);
    }

    [Fact]
    public void Of_RepeatedCurrents_CountTogether()
    {
        var summary = FrequencyCurrentSummary.Of([(0.1, Train(50)), (0.1, Train(70)), (0.05, Response()), (0.05, Response()), (0.05, Response(150))]);

        Assert.Equal([0.05, 0.1], summary.CurrentsNanoamperes);
        Assert.Equal(60, summary.RatesHertz[1], 1e-9);
        Assert.Equal(1 / 3.0, summary.SpikeCounts[0], 1e-9);
        Assert.Equal(0.1, summary.Rheobase!.Value.At);
    }

    [Fact]
    public void Of_SilentCell_HasNeither()
    {
        var summary = FrequencyCurrentSummary.Of([(0.1, Response()), (0.2, Response())]);

        Assert.Null(summary.Rheobase);
        Assert.Null(summary.Threshold);
        Assert.True(double.IsNaN(summary.SlopeHertzPerNanoampere));
    }

    [Fact]
    public void Of_FiresAtTheLeastCurrent_HasNoCurrentUnderIt()
    {
        Assert.Null(FrequencyCurrentSummary.Of([(0.1, Train(50)), (0.2, Train(60))]).Rheobase!.Value.Below);
    }

    private static StepResponse Response(params double[] times) => new(times, 100, 500);

    private static StepResponse Train(double rate) => Response([.. Enumerable.Range(0, 1000).Select(k => 105 + (k * 1000 / rate)).Where(t => t < 500)]);
}
