namespace Noble.Edge.FirmwareBridge.Tests;

public class MessageVectorsTests
{
    [Fact]
    public void TryRead_GoodVectors_GiveTheirFieldsAndTheirBytesAgain()
    {
        var vectors = Vectors.Lines("messages.txt", "good").Where(vector => MessageVectors.IsKnown(vector[2])).ToList();
        Assert.Equal(13, vectors.Select(vector => vector[2]).Distinct().Count());
        foreach (var vector in vectors)
        {
            var expected = string.Join(',', vector[3].Split(',').Select(field => field.Split('=')[1]));
            var outcome = MessageVectors.Read(vector[2], Vectors.Bytes(vector[4]));
            Assert.Equal((vector[2], BridgeFrameError.None, expected), (vector[2], outcome.Error, outcome.Fields));
            Assert.Equal(vector[4], Vectors.Text(outcome.Rewritten));
        }
    }

    [Fact]
    public void TryRead_BadVectors_GiveTheirError()
    {
        var vectors = Vectors.Lines("messages.txt", "bad").Where(vector => MessageVectors.IsKnown(vector[2])).ToList();
        Assert.True(vectors.Count > 30, $"{vectors.Count} vectors");
        Assert.All(vectors, vector => Assert.Equal(
            (vector[1], vector[2], Vectors.Error(vector[3])), (vector[1], vector[2], MessageVectors.Read(vector[2], Vectors.Bytes(vector[4])).Error)));
    }

    [Fact]
    public void HasKnownCodes_CodeBeyondTheLast_IsFalse()
    {
        var heartbeat = new byte[BridgeProtocol.DeviceHeartbeatBytes];
        heartbeat[BridgeProtocol.DeviceHeartbeatCauseOffset] = BridgeProtocol.CauseCount - 1;
        Assert.True(DeviceHeartbeatMessage.TryRead(heartbeat, out var message, out _));
        Assert.True(message.HasKnownCodes);
        heartbeat[BridgeProtocol.DeviceHeartbeatCauseOffset] = BridgeProtocol.CauseCount;
        Assert.True(DeviceHeartbeatMessage.TryRead(heartbeat, out message, out _));
        Assert.False(message.HasKnownCodes);
    }

    [Theory]
    [InlineData("nucleo-f446re", "nucleo-f446re")]
    [InlineData("a-name-of-sixteen", "a-name-of-sixtee")]
    [InlineData("µ\u001b[2J", "??[2J")]
    [InlineData("", "")]
    public void BridgeBoardName_Text_IsShownSafely(string given, string shown) => Assert.Equal(shown, BridgeBoardName.Of(given).ToString());

    [Fact]
    public void LogMessage_BytesThatATerminalObeys_BecomeQuestionMarks()
    {
        var payload = new byte[40];
        Assert.True(LogMessage.TryWrite(payload, BridgeLogLevel.Warning, 5, "a\u001b]0;x\a\n\u007fb"u8, out var written, out _));
        Assert.True(LogMessage.TryRead(payload.AsSpan(0, written), out var message, out _));
        Assert.Equal("a?]0;x???b", message.ToString());
        Assert.False(LogMessage.TryWrite(new byte[200], BridgeLogLevel.Error, 0, new byte[121], out _, out var error));
        Assert.Equal(BridgeFrameError.TooLong, error);
    }
}
