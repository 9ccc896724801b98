namespace Noble.Edge.FirmwareBridge.Tests;

public class BridgeReceiverPeerTests
{
    private static readonly byte[] Heartbeat = new byte[BridgeProtocol.DeviceHeartbeatBytes];

    [Fact]
    public void TryRead_WelcomeOfADeviceThatCountsFromZero_IsTakenAtOnce()
    {
        var receiver = new BridgeReceiver(BridgeReceiverOptions.Default);
        var frames = ReceivedFrame.All(
            receiver,
            [
                .. WireFrame.Of(BridgeMessageType.DeviceHeartbeat, 500, Heartbeat),
                .. WireFrame.Of(BridgeMessageType.DeviceHeartbeat, 0, Heartbeat),
                .. WireFrame.Of(BridgeMessageType.Welcome, 0, new byte[BridgeProtocol.WelcomeBytes]),
                .. WireFrame.Of(BridgeMessageType.DeviceHeartbeat, 1, Heartbeat),
            ]);
        Assert.Equal([(ushort)500, (ushort)0, (ushort)1], frames.Select(frame => frame.Sequence));
        Assert.Equal((1, 0), (receiver.Counters[BridgeFrameError.RepeatedSequence], receiver.Counters.FramesLost));
    }

    [Fact]
    public void TryRead_EveryTypeOfTheProtocol_IsKnownToItsReceiverOnly()
    {
        foreach (var direction in Enum.GetValues<BridgeDirection>())
        {
            var receiver = new BridgeReceiver(new BridgeReceiverOptions { Direction = direction });
            byte[] stream = [.. Enumerable.Range(0, 256).SelectMany(type => WireFrame.Of((BridgeMessageType)type, (ushort)type, []))];
            var taken = ReceivedFrame.All(receiver, stream).Select(frame => frame.Type);
            var expected = Enum.GetValues<BridgeMessageType>().Where(type => type != BridgeMessageType.None && ((int)type & BridgeProtocol.DirectionMask) == (int)direction);
            Assert.Equal(expected, taken);
        }
    }

    [Fact]
    public void LastUnsupportedVersion_FrameOfAnotherVersion_IsRemembered()
    {
        var receiver = new BridgeReceiver(BridgeReceiverOptions.Default);
        var bytes = WireFrame.Unstuffed(WireFrame.Of(BridgeMessageType.DeviceHeartbeat, 1, Heartbeat));
        bytes[BridgeProtocol.HeaderVersionOffset] = 9;
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 4), Crc32.Compute(bytes.AsSpan(0, bytes.Length - 4)));
        var stuffed = new byte[CobsWriter.Bound(bytes.Length)];
        var writer = new CobsWriter(stuffed);
        writer.Write(bytes);
        Assert.Empty(ReceivedFrame.All(receiver, [0, .. stuffed[..writer.End()], 0]));
        Assert.Equal((9, 1L), ((int)receiver.Counters.LastUnsupportedVersion, receiver.Counters[BridgeFrameError.UnsupportedVersion]));
    }

    [Fact]
    public void TryGetOpening_FrameInPieces_IsWhenItsFirstByteCame()
    {
        var receiver = new BridgeReceiver(BridgeReceiverOptions.Default);
        ReceivedFrame.All(receiver, WireFrame.Of(BridgeMessageType.DeviceHeartbeat, 0, Heartbeat), 100);
        var wire = WireFrame.Of(BridgeMessageType.DeviceHeartbeat, 1, Heartbeat);
        Assert.Empty(ReceivedFrame.All(receiver, wire.AsSpan(0, 1), 200));
        Assert.Empty(ReceivedFrame.All(receiver, wire.AsSpan(1, 20), 300));
        Assert.Single(ReceivedFrame.All(receiver, wire.AsSpan(21), 400));
        Assert.True(receiver.TryGetOpening(out var opened));
        Assert.Equal(200, opened);
    }

    [Fact]
    public void TryGetOpening_OpeningDelimiterLost_IsNotKnown()
    {
        var receiver = new BridgeReceiver(BridgeReceiverOptions.Default);
        ReceivedFrame.All(receiver, WireFrame.Of(BridgeMessageType.DeviceHeartbeat, 0, Heartbeat), 100);
        var wire = WireFrame.Of(BridgeMessageType.DeviceHeartbeat, 1, Heartbeat);
        Assert.Single(ReceivedFrame.All(receiver, wire.AsSpan(1), 200));
        Assert.False(receiver.TryGetOpening(out _));
        Assert.Single(ReceivedFrame.All(receiver, WireFrame.Of(BridgeMessageType.DeviceHeartbeat, 2, Heartbeat), 300));
        Assert.True(receiver.TryGetOpening(out var opened));
        Assert.Equal(300, opened);
    }
}
