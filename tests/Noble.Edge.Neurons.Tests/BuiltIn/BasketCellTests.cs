namespace Noble.Edge.Neurons.Tests;

public class BasketCellTests
{
    [Fact]
    public void Describe_Always_IsAsRichAsPublishedCells()
    {
        var cell = BuiltInCells.Basket();

        Assert.Equal(113, cell.SegmentCount);
        Assert.InRange(cell.Placements.Select(p => p.Mechanism).Distinct().Count(), 10, 20);
        Assert.Contains(cell.Placements, p => p is { Region: "dend", Mechanism: "NaV" });
    }

    [Fact]
    public void Find_Basket_HasSixteenDifferentNeuronsInsideItsBounds()
    {
        var neurons = BuiltInCells.Find("basket")!;

        Assert.Equal(16, neurons.ParameterSets.Select(s => string.Join(" ", s.Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => v.Value))).Distinct().Count());
        Assert.Equal("basket-00", neurons.ParameterSets[0].Name);
        foreach (var set in neurons.ParameterSets)
        {
            Assert.All(neurons.Bounds, b => Assert.InRange(set.Values[b.Key], b.Value.Lower * (b.Value.Lower < 0 ? 1.000001 : 0.999999), b.Value.Upper * (b.Value.Upper < 0 ? 0.999999 : 1.000001)));
        }
    }

    [Fact]
    public void Simulator_EveryNeuron_RestsWithoutCurrentAndFiresRegularlyWithIt()
    {
        var cell = BuiltInCells.Basket();
        var protocol = new StepProtocol { SettleMilliseconds = 50, StepMilliseconds = 150, RestAfterMilliseconds = 20 };
        var sets = BuiltInCells.BasketParameterSets;
        var counts = new int[2 * sets.Count];
        new CurrentClampSimulator(cell, protocol).Run(
            [.. sets.Select(s => (s, 0.0)), .. sets.Select(s => (s, 0.3))],
            (run, trace) => counts[run] = SpikeTimes.Detect(trace.Span, protocol.SolverStepMilliseconds).Length);

        Assert.All(counts[..sets.Count], count => Assert.Equal(0, count));
        Assert.All(counts[sets.Count..], count => Assert.InRange(count, 13, 24));
    }
}
