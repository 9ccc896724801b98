using Noble.Edge.Tests;

namespace Noble.Edge.FirmwareBridge.Tests;

public class BridgeReceiverTests
{
    private const long Millisecond = 1_000_000;

    [Fact]
    public void TryRead_EverySequenceNumber_WrapsWithoutLoss()
    {
        var receiver = Device();
        var wire = new byte[64];
        var payload = new byte[BridgeProtocol.HostHeartbeatBytes];
        for (var i = 0; i < 65_536 + 100; i++)
        {
            Assert.True(new HostHeartbeatMessage(1, (ulong)i).TryWrite(payload, out _, out _));
            Assert.True(BridgeFrameCodec.TryWrite(
                wire, BridgeMessageType.HostHeartbeat, (ushort)(65_500 + i), payload, out var written, out _));
            ReadOnlySpan<byte> bytes = wire.AsSpan(0, written);
            Assert.True(receiver.TryRead(ref bytes, i, out var frame));
            Assert.True(HostHeartbeatMessage.TryRead(frame.Payload, out var message, out _));
            Assert.Equal((ulong)i, message.HostTimeNanoseconds);
        }

        Assert.Equal((65_536 + 100, 0), (receiver.Counters.FramesTaken, receiver.Counters.FramesLost));
    }

    [Fact]
    public void TryRead_SpikeBatch_ArrivesAsItWasSent()
    {
        ScheduledSpike[] spikes = [new(1_000, 3), new(1_000, 4), new(250_000, 3)];
        var payload = new byte[SpikeBatchMessage.LengthOf(spikes.Length)];
        Assert.True(SpikeBatchMessage.TryWrite(payload, 3, 1_000, spikes, out _, out _));
        ReadOnlySpan<byte> bytes = WireFrame.Of(BridgeMessageType.SpikeBatch, 9, payload);

        Assert.True(Device().TryRead(ref bytes, 0, out var frame));
        Assert.True(bytes.IsEmpty);
        Assert.True(SpikeBatchMessage.TryRead(frame.Payload, out var message, out _));
        Assert.Equal(3, message.Count);
        Assert.Equal((spikes[0], spikes[1], spikes[2]), (message[0], message[1], message[2]));
    }

    [Fact]
    public void TryRead_ChunksOfAnySize_GiveTheSameFrames()
    {
        var random = new Random(31);
        var stream = Enumerable.Range(0, 200).SelectMany(i =>
            WireFrame.Of(BridgeMessageType.HostHeartbeat, (ushort)i, BitConverter.GetBytes((long)i << 40))).ToArray();
        var expected = ReceivedFrame.All(Device(), stream);
        Assert.Equal(200, expected.Count);

        var receiver = Device();
        var frames = new List<ReceivedFrame>();
        for (var at = 0; at < stream.Length;)
        {
            var length = Math.Min(random.Next(60), stream.Length - at);
            frames.AddRange(ReceivedFrame.All(receiver, stream.AsSpan(at, length)));
            at += length;
        }

        Assert.Equal(expected, frames);
    }

    [Fact]
    public void TryRead_WriteAndReceive_AllocatesNothing()
    {
        var receiver = Device();
        var wire = new byte[BridgeProtocol.WireBytesMax];
        var payload = new byte[BridgeProtocol.PayloadBytesMax];
        var spikes = Enumerable.Range(0, 100).Select(i => new ScheduledSpike((ulong)i * 7, (ushort)i)).ToArray();
        Assert.Equal(693UL, SendAndReceive(receiver, wire, payload, spikes, 0, 1));

        var (next, checksum) = (1, 0UL);
        foreach (var run in AllocationAssert.Runs())
        {
            checksum = SendAndReceive(receiver, wire, payload, spikes, next, next + 999);
            next += 999;
        }

        // Batch n, of 999 up to the last, begins at n, and its last spike is 99 x 7 ticks behind its first.
        Assert.Equal(Enumerable.Range(next - 999, 999).Aggregate(0UL, (sum, n) => sum + (ulong)n + 693), checksum);
    }

    [Fact]
    public void FrameTimeout_Shorter_DropsTheFrame()
    {
        var frame = WireFrame.Of(BridgeMessageType.HostHeartbeat, 0, new byte[8]);
        Assert.Equal(1, TakenAfterPause(new BridgeReceiverOptions(), 99 * Millisecond));
        Assert.Equal(0, TakenAfterPause(new BridgeReceiverOptions(), 100 * Millisecond));
        Assert.Equal(0, TakenAfterPause(new BridgeReceiverOptions { FrameTimeout = TimeSpan.FromMilliseconds(5) }, 5 * Millisecond));

        long TakenAfterPause(BridgeReceiverOptions options, long pauseNanoseconds)
        {
            var receiver = new BridgeReceiver(options with { Direction = BridgeDirection.ToDevice });
            ReceivedFrame.All(receiver, frame.AsSpan(0, 6));
            ReceivedFrame.All(receiver, frame.AsSpan(6), pauseNanoseconds);
            return receiver.Counters.FramesTaken;
        }
    }

    [Fact]
    public void LinkTimeout_Shorter_ForgetsTheSequenceSooner()
    {
        var frame = WireFrame.Of(BridgeMessageType.HostHeartbeat, 0, new byte[8]);
        Assert.Equal(1, TakenAfterSilence(new BridgeReceiverOptions(), 999 * Millisecond));
        Assert.Equal(2, TakenAfterSilence(new BridgeReceiverOptions(), 1000 * Millisecond));
        Assert.Equal(2, TakenAfterSilence(new BridgeReceiverOptions { LinkTimeout = TimeSpan.FromMilliseconds(5) }, 5 * Millisecond));

        long TakenAfterSilence(BridgeReceiverOptions options, long silenceNanoseconds)
        {
            var receiver = new BridgeReceiver(options with { Direction = BridgeDirection.ToDevice });
            ReceivedFrame.All(receiver, frame);
            ReceivedFrame.All(receiver, frame, silenceNanoseconds);
            return receiver.Counters.FramesTaken;
        }
    }

    [Fact]
    public void Direction_Changed_TakesTheOtherFrames()
    {
        byte[] both =
        [
            .. WireFrame.Of(BridgeMessageType.HostHeartbeat, 0, new byte[8]),
            .. WireFrame.Of(BridgeMessageType.DeviceHeartbeat, 0, new byte[8]),
        ];
        var toHost = Assert.Single(ReceivedFrame.All(new BridgeReceiver(BridgeReceiverOptions.Default), both));
        var toDevice = Assert.Single(ReceivedFrame.All(Device(), both));
        Assert.Equal((BridgeMessageType.DeviceHeartbeat, BridgeMessageType.HostHeartbeat), (toHost.Type, toDevice.Type));
    }

    [Fact]
    public void BridgeReceiverOptions_OutOfRange_NamesTheRange()
    {
        var frame = Assert.Throws<ArgumentOutOfRangeException>(() => new BridgeReceiverOptions { FrameTimeout = TimeSpan.Zero });
        Assert.Contains("FrameTimeout must be 1 µs to 1 h", frame.Message, StringComparison.Ordinal);
        var link = Assert.Throws<ArgumentOutOfRangeException>(() => new BridgeReceiverOptions { LinkTimeout = TimeSpan.FromHours(2) });
        Assert.Contains("LinkTimeout must be 1 µs to 1 h", link.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BridgeReceiverOptions { Direction = (BridgeDirection)1 });
    }

    private static BridgeReceiver Device() => new(new BridgeReceiverOptions { Direction = BridgeDirection.ToDevice });

    // Returns the sum of the last spikes' times.
    private static ulong SendAndReceive(
        BridgeReceiver receiver, byte[] wire, byte[] payload, ScheduledSpike[] spikes, int first, int end)
    {
        var sum = 0UL;
        for (var n = first; n < end; n++)
        {
            foreach (ref var spike in spikes.AsSpan())
            {
                spike = spike with { DeviceTimeTicks = (ulong)n + ((ulong)spike.Line * 7) };
            }

            SpikeBatchMessage.TryWrite(payload, (ushort)n, (ulong)n, spikes, out var length, out _);
            BridgeFrameCodec.TryWrite(
                wire, BridgeMessageType.SpikeBatch, (ushort)n, payload.AsSpan(0, length), out var written, out _);
            ReadOnlySpan<byte> bytes = wire.AsSpan(0, written);
            while (receiver.TryRead(ref bytes, n, out var frame))
            {
                if (SpikeBatchMessage.TryRead(frame.Payload, out var message, out _))
                {
                    sum += message[message.Count - 1].DeviceTimeTicks;
                }
            }
        }

        return sum;
    }
}
