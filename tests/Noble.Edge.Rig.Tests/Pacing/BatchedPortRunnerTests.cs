using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

public class BatchedPortRunnerTests
{
    [Fact]
    public void Drain_MoreThanABatch_SeveralBatchesInOrder()
    {
        var port = new CollectingBatchedPort { Batching = new BatchingOptions { BatchMaximum = 4 } };
        var runner = Filled(port, 10);
        runner.Drain();
        Assert.Equal([4, 4, 2], port.Batches.Select(batch => batch.Length));
        Assert.Equal(Enumerable.Range(0, 10), port.Spikes.Select(spike => spike.Neuron));
        Assert.Equal((10L, 0L), (runner.Delivered, runner.Dropped));
    }

    [Fact]
    public void Drain_Empty_NoBatch()
    {
        var port = new CollectingBatchedPort();
        Filled(port, 0).Drain();
        Assert.Empty(port.Batches);
    }

    [Fact]
    public void Drain_PortThrows_FailureIsKeptAndTheRestIsDropped()
    {
        var port = new CollectingBatchedPort { Fault = new IOException("disk full") };
        var runner = Filled(port, 3);
        runner.Drain();
        port.Fault = null;
        runner.Push(new SpikeEvent(9, 9));
        runner.Drain();
        Assert.Equal("disk full", runner.Failure?.Message);
        Assert.Equal((0L, 4L), (runner.Delivered, runner.Dropped));
        Assert.Empty(port.Batches);
    }

    [Fact]
    public void Drain_PortGivesUpPart_ThatPartIsDropped()
    {
        var port = new CollectingBatchedPort { DeliversAtMost = 2 };
        var runner = Filled(port, 5);
        runner.Drain();
        Assert.Equal((2L, 3L), (runner.Delivered, runner.Dropped));
    }

    [Fact]
    public void Stop_SpikesInTheRing_DeliveredBeforeThePortCompletes()
    {
        var port = new CollectingBatchedPort { Batching = new BatchingOptions { FlushInterval = TimeSpan.FromMilliseconds(2) } };
        var runner = Filled(port, 100, MonotonicClock.Instance);
        runner.Start();
        runner.Push(new SpikeEvent(1_000, 100));
        runner.Stop();
        Assert.Equal(Enumerable.Range(0, 101), port.Spikes.Select(spike => spike.Neuron));
        Assert.Equal(["begin", "complete 0"], port.Calls.Where(call => call != "hurry"));
        Assert.Contains("hurry", port.Calls);
    }

    [Fact]
    public void BatchingOptions_OutsideTheirRange_SayTheRange()
    {
        Assert.Contains("expected 1 to 10000 ms", Message(() => new BatchingOptions { FlushInterval = TimeSpan.Zero }), StringComparison.Ordinal);
        Assert.Contains("expected 1 to 65536 spikes", Message(() => new BatchingOptions { BatchMaximum = 0 }), StringComparison.Ordinal);
        Assert.Contains("expected 16 to", Message(() => new BatchingOptions { BufferCapacity = 15 }), StringComparison.Ordinal);

        static string Message(Func<BatchingOptions> make) => Assert.Throws<ArgumentOutOfRangeException>(make).Message;
    }

    private static BatchedPortRunner Filled(IBatchedPort port, int spikes, IMonotonicClock? clock = null)
    {
        var runner = new BatchedPortRunner(port, clock ?? new ManualClock());
        for (var i = 0; i < spikes; i++)
        {
            runner.Push(new SpikeEvent(i, i));
        }

        return runner;
    }
}
