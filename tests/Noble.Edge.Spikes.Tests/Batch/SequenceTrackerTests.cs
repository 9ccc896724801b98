namespace Noble.Edge.Spikes.Tests;

public class SequenceTrackerTests
{
    [Fact]
    public void Observe_EachOnce_NextEveryTime()
    {
        var tracker = new SequenceTracker();
        Assert.Equal(SequenceVerdict.NewStream, tracker.Observe(Batch(1, 5, 100, 10), out _, out _));
        Assert.Equal(SequenceVerdict.Next, tracker.Observe(Batch(1, 6, 110, 3), out _, out _));
        Assert.Equal(SequenceVerdict.Next, tracker.Observe(Batch(1, 7, 113, 1), out _, out _));
        Assert.Equal((0L, 0L), (tracker.MissingBatches, tracker.MissingSpikes));
    }

    [Fact]
    public void Observe_BatchesMissing_GapInBatchesAndSpikes()
    {
        var tracker = new SequenceTracker();
        tracker.Observe(Batch(1, 0, 0, 10), out _, out _);
        Assert.Equal(SequenceVerdict.Gap, tracker.Observe(Batch(1, 3, 42, 5), out var batches, out var spikes));
        Assert.Equal((2L, 32L), (batches, spikes));
        Assert.Equal(SequenceVerdict.Next, tracker.Observe(Batch(1, 4, 47, 5), out _, out _));
        Assert.Equal((2L, 32L), (tracker.MissingBatches, tracker.MissingSpikes));
    }

    [Fact]
    public void Observe_SentAgain_Repeated()
    {
        var tracker = new SequenceTracker();
        tracker.Observe(Batch(1, 0, 0, 10), out _, out _);
        tracker.Observe(Batch(1, 1, 10, 10), out _, out _);
        Assert.Equal(SequenceVerdict.Repeated, tracker.Observe(Batch(1, 1, 10, 10), out _, out _));
        Assert.Equal(SequenceVerdict.Next, tracker.Observe(Batch(1, 2, 20, 10), out _, out _));
        Assert.Equal(1, tracker.RepeatedBatches);
    }

    [Fact]
    public void Observe_AcrossTheWrap_NoGap()
    {
        var tracker = new SequenceTracker();
        tracker.Observe(Batch(1, uint.MaxValue, 7, 1), out _, out _);
        Assert.Equal(SequenceVerdict.Next, tracker.Observe(Batch(1, 0, 8, 1), out _, out _));
        Assert.Equal(SequenceVerdict.Repeated, tracker.Observe(Batch(1, uint.MaxValue, 7, 1), out _, out _));
        Assert.Equal(SequenceVerdict.Gap, tracker.Observe(Batch(1, 2, 12, 1), out var batches, out var spikes));
        Assert.Equal((1L, 3L), (batches, spikes));
    }

    [Fact]
    public void Observe_AnotherRun_BeginsAgainWithoutAGap()
    {
        var tracker = new SequenceTracker();
        tracker.Observe(Batch(1, 900, 0, 1), out _, out _);
        Assert.Equal(SequenceVerdict.NewStream, tracker.Observe(Batch(2, 0, 0, 1), out _, out _));
        Assert.Equal(0, tracker.MissingBatches);
    }

    private static SpikeBatchHeader Batch(ulong stream, uint sequence, ulong before, int count) =>
        new() { StreamId = stream, Sequence = sequence, SpikesBefore = before, Count = count };
}
