using Noble.Edge.Spikes;
using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public class SpikeBroadcastTests
{
    private const int Capacity = 1_024;

    private readonly SpikeBroadcast _broadcast = new(Capacity);
    private readonly SpikeEvent[] _buffer = new SpikeEvent[Capacity];

    [Fact]
    public void Read_TwoReaders_EachGetsWhatCameSinceItsOwnLastRead()
    {
        using var first = _broadcast.Attach();
        Emit(0, 3);
        using var second = _broadcast.Attach();
        Emit(3, 5);

        Assert.Equal([0, 1, 2, 3, 4], Read(first, _buffer.Length, 0));
        Assert.Equal([3, 4], Read(second, _buffer.Length, 0));
        Assert.Equal([], Read(first, _buffer.Length, 0));
    }

    [Fact]
    public void Emit_NobodyReads_KeepsNothing()
    {
        Emit(0, 3);
        using (var reader = _broadcast.Attach())
        {
            Assert.Equal((1, 0), (_broadcast.Readers, reader.Read(_buffer, out var missed)));
            Assert.Equal(0, missed);
        }

        Assert.Equal(0, _broadcast.Readers);
    }

    [Theory]
    [InlineData(10, 100)]
    [InlineData(100, 101)]
    [InlineData(Capacity, 5_000)]
    public void Read_MoreThanFit_GetsTheNewestAndHowManyItMissed(int room, int count)
    {
        using var reader = _broadcast.Attach();
        Emit(0, count);
        var read = Read(reader, room, null, out var missed);
        Assert.Equal(Enumerable.Range(count - read.Length, read.Length), read);
        Assert.Equal(count, read.Length + missed);
        Assert.InRange(read.Length, Math.Min(room, Capacity / 2), room);
    }

    [Fact]
    public async Task Read_WhileItIsWrittenAtFullSpeed_NoSpikeIsTornOrOutOfOrder()
    {
        const int Count = 3_000_000;
        using var reader = _broadcast.Attach();
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < Count; i++)
            {
                _broadcast.Emit(new SpikeEvent(1_000L * i, i), 0);
            }
        });
        var (seen, last) = (0L, -1);
        for (var isLast = false; !isLast;)
        {
            isLast = writing.IsCompleted;
            var count = reader.Read(_buffer, out var missed);
            seen += count + missed;
            foreach (var spike in _buffer.AsSpan(0, count))
            {
                Assert.True(spike.Neuron > last && spike.TimeNanoseconds == 1_000L * spike.Neuron, $"{spike} after {last}");
                last = spike.Neuron;
            }
        }

        await writing;
        Assert.Equal((Count, Count - 1), (seen, last));
    }

    [Fact]
    public void Emit_AndRead_AllocateNothing()
    {
        using var reader = _broadcast.Attach();
        foreach (var run in AllocationAssert.Runs())
        {
            Emit(0, 500);
            var sum = 0;
            var count = reader.Read(_buffer, out _);
            for (var i = 0; i < count; i++)
            {
                sum += _buffer[i].Neuron;
            }

            Assert.True(sum == 499 * 250);
        }
    }

    [Fact]
    public void Broadcast_CapacityOutOfRange_SaysTheRange()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new SpikeBroadcast(1_023));
        Assert.StartsWith("spikes kept for readers 1023: expected 1024 to 16777216", error.Message, StringComparison.Ordinal);
    }

    private void Emit(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            Assert.True(_broadcast.Emit(new SpikeEvent(i, i), 0));
        }
    }

    private int[] Read(SpikeReader reader, int room, long? expectedMissed) => Read(reader, room, expectedMissed, out _);

    private int[] Read(SpikeReader reader, int room, long? expectedMissed, out long missed)
    {
        var count = reader.Read(_buffer.AsSpan(0, room), out missed);
        Assert.Equal(expectedMissed ?? missed, missed);
        return [.. _buffer.AsSpan(0, count).ToArray().Select(spike => spike.Neuron)];
    }
}
