using System.Globalization;

namespace Noble.Edge.FirmwareBridge.Tests;

public class BridgeFrameCodecTests
{
    [Fact]
    public void TryWrite_GoodVectors_GiveTheirBytes()
    {
        var vectors = Vectors.Lines("frame.txt", "good").ToList();
        Assert.Equal(8, vectors.Count);
        foreach (var vector in vectors)
        {
            var payload = Vectors.Bytes(vector[4]);
            var buffer = Guarded.Buffer(BridgeFrameCodec.WireBound(payload.Length));
            Assert.True(BridgeFrameCodec.TryWrite(buffer, Type(vector), Sequence(vector), payload, out var written, out var error));
            Assert.Equal(BridgeFrameError.None, error);
            Assert.Equal(vector[5], Vectors.Text(buffer.AsSpan(0, written)));
            Guarded.AssertIntact(buffer, written);
        }
    }

    [Fact]
    public void TryRead_GoodVectors_GiveTheirFrame()
    {
        foreach (var vector in Vectors.Lines("frame.txt", "good"))
        {
            var bytes = WireFrame.Unstuffed(Vectors.Bytes(vector[5]));
            Assert.True(BridgeFrameCodec.TryRead(bytes, out var frame, out var error), vector[1]);
            Assert.Equal((Type(vector), Sequence(vector), BridgeFrameError.None), (frame.Type, frame.Sequence, error));
            Assert.Equal(vector[4], Vectors.Text(frame.Payload));
        }
    }

    [Fact]
    public void TryRead_BadVectors_GiveTheirError()
    {
        var vectors = Vectors.Lines("frame.txt", "bad").ToList();
        Assert.Equal(12, vectors.Count);
        foreach (var vector in vectors)
        {
            Assert.False(BridgeFrameCodec.TryRead(Vectors.Bytes(vector[3]), out var frame, out var error), vector[1]);
            Assert.Equal(Vectors.Error(vector[2]), error);
            Assert.True(frame.Payload.IsEmpty);
        }
    }

    [Fact]
    public void TryRead_RandomFrames_RoundTrip()
    {
        var random = new Random(8);
        for (var round = 0; round < 2000; round++)
        {
            var payload = new byte[random.Next(BridgeProtocol.PayloadBytesMax + 1)];
            random.NextBytes(payload);
            var (type, sequence) = ((BridgeMessageType)random.Next(256), (ushort)random.Next(65536));
            var wire = WireFrame.Of(type, sequence, payload);

            Assert.Equal((0, 0), (wire[0], wire[^1]));
            Assert.False(wire.AsSpan()[1..^1].Contains((byte)0));
            Assert.True(BridgeFrameCodec.TryRead(WireFrame.Unstuffed(wire), out var frame, out _));
            Assert.Equal((type, sequence), (frame.Type, frame.Sequence));
            Assert.True(frame.Payload.SequenceEqual(payload));
        }
    }

    [Fact]
    public void TryRead_EveryByteOfTheFrameChanged_IsRefused()
    {
        var bytes = WireFrame.Unstuffed(WireFrame.Of(BridgeMessageType.HostHeartbeat, 77, [1, 2, 3, 4, 5, 6, 7, 8]));
        for (var i = 0; i < bytes.Length; i++)
        {
            for (var change = 1; change < 256; change++)
            {
                bytes[i] ^= (byte)change;
                Assert.False(BridgeFrameCodec.TryRead(bytes, out _, out var error));
                Assert.True(error is BridgeFrameError.WrongCrc or BridgeFrameError.LengthMismatch);
                bytes[i] ^= (byte)change;
            }
        }
    }

    [Fact]
    public void TryRead_BytesBeyondTheLongestFrame_TooLong()
    {
        Assert.False(BridgeFrameCodec.TryRead(new byte[BridgeProtocol.FrameBytesMax + 1], out _, out var error));
        Assert.Equal(BridgeFrameError.TooLong, error);
    }

    [Theory]
    [InlineData(BridgeProtocol.PayloadBytesMax + 1, 2000, BridgeFrameError.TooLong)]
    [InlineData(BridgeProtocol.PayloadBytesMax, BridgeProtocol.WireBytesMax - 1, BridgeFrameError.BufferTooSmall)]
    [InlineData(0, 12, BridgeFrameError.BufferTooSmall)]
    public void TryWrite_WhatDoesNotFit_WritesNothing(int payloadBytes, int capacity, BridgeFrameError expected)
    {
        var buffer = Guarded.Buffer(capacity);
        Assert.False(BridgeFrameCodec.TryWrite(
            buffer.AsSpan(0, capacity), BridgeMessageType.SpikeBatch, 0, new byte[payloadBytes], out var written, out var error));
        Assert.Equal((0, expected), (written, error));
        Guarded.AssertIntact(buffer, 0);
    }

    private static BridgeMessageType Type(string[] vector) =>
        (BridgeMessageType)int.Parse(vector[2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static ushort Sequence(string[] vector) => ushort.Parse(vector[3], CultureInfo.InvariantCulture);
}
