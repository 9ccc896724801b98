using System.Buffers;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

public class MqttInputTests
{
    [Fact]
    public void Receive_AnotherRigsBatches_AreSpikesInOrder()
    {
        using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });
        var connection = MqttConnectionOptions.To("127.0.0.1", broker.Port);
        using var input = new MqttInput(new MqttInputOptions { Connection = connection, Source = new StreamTopics("other") }, MonotonicClock.Instance);
        input.Open();
        using var port = TestStream.Open(connection, rig: "other");
        var before = MonotonicClock.Instance.NowNanoseconds;
        port.Write([new SpikeEvent(5, 7), new SpikeEvent(6, 3)]);
        port.Write([new SpikeEvent(9, 7)]);
        Waiting.For(() => input.Events == 3, "three spikes");
        Assert.True(Readable.Now(input.PollDescriptor));
        var neurons = new List<int>();
        while (input.TryRead(0, out var received))
        {
            Assert.Equal(InputKind.Spike, received.Kind);
            Assert.InRange(received.TimeNanoseconds, before, MonotonicClock.Instance.NowNanoseconds);
            neurons.Add(received.Channel);
        }

        Assert.Equal([7, 3, 7], neurons);
        Assert.False(Readable.Now(input.PollDescriptor));
    }

    [Fact]
    public void Take_RepeatedMissingDamagedAndTooMany_AreCounted()
    {
        using var input = new MqttInput(new MqttInputOptions { Source = new StreamTopics("other"), BufferCapacity = 16 }, new ManualClock());
        input.Take(Batch(0, 0, 4));
        input.Take(Batch(0, 0, 4));
        input.Take(Batch(3, 10, 4));
        input.Take(new ReadOnlySequence<byte>(new byte[100]));
        input.Take(Batch(4, 14, 20));
        Assert.Equal((3L, 1L, 2L, 1L), (input.Batches, input.Repeated, input.Missing, input.Damaged));
        Assert.Equal((16L, 12L), (input.Events, input.Dropped));
    }

    [Fact]
    public void Take_MillionHostilePayloads_AllCountedNoneThrown()
    {
        const int Payloads = 1_000_000;
        using var input = new MqttInput(new MqttInputOptions { Source = new StreamTopics("other"), BufferCapacity = 16 }, new ManualClock());
        var random = new Random(6);
        var good = Batch(1, 0, 5).ToArray();
        var payload = new byte[good.Length];
        for (var i = 0; i < Payloads; i++)
        {
            if (i % 2 == 0)
            {
                random.NextBytes(payload);
            }
            else
            {
                good.CopyTo(payload, 0);
                payload[random.Next(payload.Length)] = (byte)random.Next(256);
            }

            input.Take(new ReadOnlySequence<byte>(payload, 0, random.Next(5) == 0 ? random.Next(payload.Length) : payload.Length));
        }

        Assert.Equal(Payloads, input.Batches + input.Repeated + input.Damaged);
        Assert.InRange(input.Damaged, Payloads / 2, Payloads - 1);
        Assert.Equal(16, input.Events);
    }

    [Fact]
    public void MqttInputOptions_OutsideTheirRange_SayTheRange() =>
        Assert.Contains(
            "expected 16 to 1048576 events",
            Assert.Throws<ArgumentOutOfRangeException>(() => new MqttInputOptions { Source = new StreamTopics("a"), BufferCapacity = 1 }).Message,
            StringComparison.Ordinal);

    private static ReadOnlySequence<byte> Batch(uint sequence, ulong before, int count)
    {
        var payload = new byte[SpikeBatchCodec.LengthOf(count)];
        SpikeEvent[] spikes = [.. Enumerable.Range(0, count).Select(i => new SpikeEvent(100 + i, i))];
        Assert.True(SpikeBatchCodec.TryWrite(payload, new SpikeBatchHeader { StreamId = 1, Sequence = sequence, SpikesBefore = before, BaseTimeNanoseconds = 100 }, spikes, out _, out _));
        return new ReadOnlySequence<byte>(payload);
    }
}
