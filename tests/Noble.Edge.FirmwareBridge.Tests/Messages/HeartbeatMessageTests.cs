namespace Noble.Edge.FirmwareBridge.Tests;

public class HeartbeatMessageTests
{
    [Fact]
    public void TryWrite_Time_IsLittleEndianAndRoundTrips()
    {
        var buffer = Guarded.Buffer(8);
        var sent = new HeartbeatMessage(0x0123456789ABCDEF);
        Assert.True(sent.TryWrite(buffer, out var written, out _));
        Assert.Equal("efcdab8967452301", Vectors.Text(buffer.AsSpan(0, written)));
        Guarded.AssertIntact(buffer, 8);
        Assert.True(HeartbeatMessage.TryRead(buffer.AsSpan(0, written), out var received, out _));
        Assert.Equal(sent, received);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(9)]
    public void TryRead_WrongLength_WrongPayloadLength(int length)
    {
        Assert.False(HeartbeatMessage.TryRead(new byte[length], out _, out var error));
        Assert.Equal(BridgeFrameError.WrongPayloadLength, error);
    }

    [Fact]
    public void TryWrite_SmallBuffer_WritesNothing()
    {
        var buffer = Guarded.Buffer(7);
        Assert.False(new HeartbeatMessage(1).TryWrite(buffer.AsSpan(0, 7), out var written, out var error));
        Assert.Equal((0, BridgeFrameError.BufferTooSmall), (written, error));
        Guarded.AssertIntact(buffer, 0);
    }
}
