using System.Globalization;

namespace Noble.Edge.FirmwareBridge.Tests;

public class SpikeBatchMessageTests
{
    [Fact]
    public void TryWrite_GoodVectors_GiveTheirBytes()
    {
        var vectors = Vectors.Lines("spike_batch.txt", "good").ToList();
        Assert.Equal(7, vectors.Count);
        foreach (var vector in vectors)
        {
            var (number, baseTimeTicks, spikes) = Parse(vector);
            var buffer = Guarded.Buffer(SpikeBatchMessage.LengthOf(spikes.Length));
            Assert.True(SpikeBatchMessage.TryWrite(buffer, number, baseTimeTicks, spikes, out var written, out _));
            Assert.Equal(vector[5], Vectors.Text(buffer.AsSpan(0, written)));
            Guarded.AssertIntact(buffer, written);
        }
    }

    [Fact]
    public void TryRead_GoodVectors_GiveTheirSpikes()
    {
        foreach (var vector in Vectors.Lines("spike_batch.txt", "good"))
        {
            var (number, baseTimeTicks, spikes) = Parse(vector);
            Assert.True(SpikeBatchMessage.TryRead(Vectors.Bytes(vector[5]), out var message, out var error), vector[1]);
            Assert.Equal((number, baseTimeTicks, spikes.Length, BridgeFrameError.None), (message.Number, message.BaseTimeTicks, message.Count, error));
            for (var i = 0; i < spikes.Length; i++)
            {
                Assert.Equal(spikes[i], message[i]);
            }
        }
    }

    [Fact]
    public void TryRead_BadVectors_GiveTheirError()
    {
        var vectors = Vectors.Lines("spike_batch.txt", "bad").ToList();
        Assert.Equal(11, vectors.Count);
        foreach (var vector in vectors)
        {
            Assert.False(SpikeBatchMessage.TryRead(Vectors.Bytes(vector[3]), out var message, out var error), vector[1]);
            Assert.Equal((0, Vectors.Error(vector[2])), (message.Count, error));
        }
    }

    [Fact]
    public void TryRead_RandomBytes_NeverThrows()
    {
        var random = new Random(12);
        var good = 0;
        for (var round = 0; round < 50_000; round++)
        {
            var count = random.Next(6);
            var payload = new byte[SpikeBatchMessage.LengthOf(count) - (random.Next(4) == 0 ? random.Next(8) : 0)];
            random.NextBytes(payload);
            if (payload.Length >= SpikeBatchMessage.LengthOf(0))
            {
                payload[2] = (byte)count;
                payload[3] = 0;
            }

            if (SpikeBatchMessage.TryRead(payload, out var message, out _))
            {
                good++;
                for (var i = 1; i < message.Count; i++)
                {
                    Assert.True(message[i].DeviceTimeTicks >= message[i - 1].DeviceTimeTicks);
                }
            }
        }

        Assert.InRange(good, 1000, 40_000);
    }

    [Fact]
    public void Indexer_OutOfRange_Throws()
    {
        var payload = new byte[SpikeBatchMessage.LengthOf(1)];
        Assert.True(SpikeBatchMessage.TryWrite(payload, 0, 0, [new ScheduledSpike(1, 2)], out _, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => At(payload, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => At(payload, -1));
    }

    [Theory]
    [InlineData(0, 100, 0UL, 0UL, BridgeFrameError.CountOutOfRange)]
    [InlineData(169, 2000, 0UL, 0UL, BridgeFrameError.CountOutOfRange)]
    [InlineData(2, 23, 0UL, 0UL, BridgeFrameError.BufferTooSmall)]
    [InlineData(1, 100, 6UL, 5UL, BridgeFrameError.TimeOutOfRange)]
    [InlineData(1, 100, 0UL, 4_294_967_296UL, BridgeFrameError.TimeOutOfRange)]
    [InlineData(2, 100, 0UL, 5UL, BridgeFrameError.TimesOutOfOrder)]
    public void TryWrite_WhatDoesNotFit_WritesNothing(
        int count, int capacity, ulong baseTimeTicks, ulong firstTicks, BridgeFrameError expected)
    {
        var spikes = new ScheduledSpike[count];
        if (count > 0)
        {
            spikes[0] = new ScheduledSpike(firstTicks, 0);
        }

        var buffer = Guarded.Buffer(capacity);
        Assert.False(SpikeBatchMessage.TryWrite(buffer.AsSpan(0, capacity), 7, baseTimeTicks, spikes, out var written, out var error));
        Assert.Equal((0, expected), (written, error));
        Guarded.AssertIntact(buffer, 0);
    }

    private static ScheduledSpike At(byte[] payload, int index)
    {
        Assert.True(SpikeBatchMessage.TryRead(payload, out var message, out _));
        return message[index];
    }

    private static (ushort Number, ulong BaseTimeTicks, ScheduledSpike[] Spikes) Parse(string[] vector)
    {
        var baseTimeTicks = ulong.Parse(vector[3], CultureInfo.InvariantCulture);
        var spikes = vector[4].Split(',').Select(text => text.Split(':')).Select(parts => new ScheduledSpike(
            baseTimeTicks + ulong.Parse(parts[0], CultureInfo.InvariantCulture),
            ushort.Parse(parts[1], CultureInfo.InvariantCulture)));
        return (ushort.Parse(vector[2], CultureInfo.InvariantCulture), baseTimeTicks, spikes.ToArray());
    }
}
