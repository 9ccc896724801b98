namespace Noble.Edge.Rig.Tests;

public class SpscRingTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 4)]
    [InlineData(64, 64)]
    public void SpscRing_Capacity_RoundedUpToAPowerOfTwo(int asked, int expected) => Assert.Equal(expected, new SpscRing<int>(asked).Capacity);

    [Fact]
    public void TryPush_Full_RefusesAndKeepsTheOldest()
    {
        var ring = new SpscRing<int>(2);
        Assert.True(ring.TryPush(1));
        Assert.True(ring.TryPush(2));
        Assert.False(ring.TryPush(3));
        Assert.True(ring.TryPeek(out var oldest));
        Assert.Equal(1, oldest);
        ring.Drop();
        Assert.True(ring.TryPush(3));
        Span<int> rest = stackalloc int[4];
        Assert.Equal(2, ring.Pop(rest));
        Assert.Equal([2, 3], rest[..2].ToArray());
        Assert.False(ring.TryPeek(out _));
        Assert.Equal(0, ring.Count);
    }

    [Fact]
    public void SpscRing_TwoThreads_EveryItemOnceInOrder()
    {
        const int items = 2_000_000;
        var ring = new SpscRing<long>(256);
        var producer = new Thread(() =>
        {
            for (long i = 0; i < items;)
            {
                if (ring.TryPush(i))
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
        var batch = new long[100];
        for (long expected = 0; expected < items;)
        {
            var count = ring.Pop(batch);
            for (var i = 0; i < count; i++)
            {
                Assert.Equal(expected++, batch[i]);
            }

            if (count == 0)
            {
                Thread.Yield();
            }
        }

        producer.Join();
        Assert.Equal(0, ring.Count);
    }
}
