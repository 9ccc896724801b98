namespace Noble.Edge.FirmwareBridge.Tests;

public class HandOverTests
{
    [Fact]
    public void TryTake_Items_ComeInTheOrderOfHandOver()
    {
        var handOver = new HandOver(64);
        Assert.True(handOver.IsEmpty);
        Assert.True(handOver.TryPutSpike(30, 3));
        handOver.PutCancel(20);
        Assert.True(handOver.TryPutStimulus(10, 1, 4_000));
        Assert.False(handOver.IsEmpty);
        HandOver.Item[] expected =
        [
            new(30, HandOver.ItemKind.Spike, 3, 0), new(20, HandOver.ItemKind.Cancel, 0, 0), new(10, HandOver.ItemKind.Stimulus, 1, 4_000),
        ];
        Assert.Equal(expected, All(handOver));
        Assert.True(handOver.IsEmpty);
        Assert.Equal((1, 1), (handOver.SpikesIn, handOver.SpikesOut));
    }

    [Fact]
    public void TryPutSpike_AsManyAsItHolds_WaitsUntilSomeAreDone()
    {
        var handOver = new HandOver(100);
        Assert.Equal(128, handOver.Capacity);
        for (var i = 0; i < 128; i++)
        {
            Assert.True(handOver.TryPutSpike(i, 0));
        }

        Assert.False(handOver.TryPutSpike(128, 0));
        Assert.True(handOver.TryPutStimulus(0, 0, 0));
        Assert.Equal(129, All(handOver).Count);
        Assert.False(handOver.TryPutSpike(128, 0)); // taken, and still waiting elsewhere
        handOver.SpikesDone(1);
        Assert.True(handOver.TryPutSpike(128, 0));
        Assert.False(handOver.TryPutSpike(129, 0));
    }

    [Fact]
    public void PutCancel_MoreThanThereArePlacesFor_BecomeOneThatReachesFurthestBack()
    {
        var handOver = new HandOver(64);
        for (var i = 0; i < 10_000; i++)
        {
            handOver.PutCancel(100_000 - i);
        }

        var cancels = All(handOver);
        Assert.InRange(cancels.Count, 64, 5_000);
        Assert.All(cancels, cancel => Assert.Equal(HandOver.ItemKind.Cancel, cancel.Kind));
        Assert.Equal(90_001, cancels.Min(cancel => cancel.Nanoseconds));
        Assert.True(handOver.IsEmpty);
        handOver.PutCancel(5);
        Assert.Equal(5, Assert.Single(All(handOver)).Nanoseconds);
    }

    [Fact]
    public void TryTake_WhileAnotherThreadPuts_LosesAndDoublesNothing()
    {
        const int Count = 300_000;
        var handOver = new HandOver(256);
        var producer = new Thread(() =>
        {
            for (var i = 0; i < Count;)
            {
                if (handOver.TryPutSpike(i, (ushort)i))
                {
                    i++;
                }
                else
                {
                    Thread.Yield();
                }
            }
        });
        producer.Start();
        for (var i = 0; i < Count;)
        {
            if (!handOver.TryTake(out var item))
            {
                Thread.Yield();
                continue;
            }

            Assert.Equal((i, (ushort)i), (item.Nanoseconds, item.Target));
            handOver.SpikesDone(1);
            i++;
        }

        producer.Join();
        Assert.False(handOver.TryTake(out _));
    }

    private static List<HandOver.Item> All(HandOver handOver)
    {
        var items = new List<HandOver.Item>();
        while (handOver.TryTake(out var item))
        {
            items.Add(item);
        }

        return items;
    }
}
