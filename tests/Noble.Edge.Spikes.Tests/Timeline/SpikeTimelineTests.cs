namespace Noble.Edge.Spikes.Tests;

public class SpikeTimelineTests
{
    [Fact]
    public void Sort_AnyOrder_TimeThenNeuron()
    {
        var timeline = new SpikeTimeline(5);
        timeline.Begin(-10);
        timeline.Add(7, 1);
        timeline.Add(-10, SpikeTimeline.MaximumNeurons - 1);
        timeline.Add(7, 0);
        timeline.Add(500_000_000_000, 3);
        timeline.Sort();

        SpikeEvent[] expected = [new(-10, SpikeTimeline.MaximumNeurons - 1), new(7, 0), new(7, 1), new(500_000_000_000, 3)];
        Assert.Equal(expected, Enumerable.Range(0, timeline.Count).Select(i => timeline[i]));
    }

    [Fact]
    public void Begin_SecondWindow_ForgetsTheFirst()
    {
        var timeline = new SpikeTimeline(1);
        timeline.Begin(0);
        timeline.Add(5, 0);
        timeline.Begin(100);
        timeline.Add(105, 2);
        Assert.Equal(1, timeline.Count);
        Assert.Equal(new SpikeEvent(105, 2), timeline[0]);
    }

    [Fact]
    public void Add_OutsideItsLimits_Throws()
    {
        var timeline = new SpikeTimeline(1);
        timeline.Begin(100);
        Assert.Throws<ArgumentOutOfRangeException>(() => timeline.Add(99, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => timeline.Add(100 + (1L << 39), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => timeline.Add(100, SpikeTimeline.MaximumNeurons));
        Assert.Throws<ArgumentOutOfRangeException>(() => timeline.Add(100, -1));
        timeline.Add(100, 0);
        Assert.Throws<InvalidOperationException>(() => timeline.Add(100, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => timeline[1]);
    }
}
