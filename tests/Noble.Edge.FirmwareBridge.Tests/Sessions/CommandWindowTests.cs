namespace Noble.Edge.FirmwareBridge.Tests;

public class CommandWindowTests
{
    [Fact]
    public void TryGoBack_ExpectedCommandTwice_SendsAgainOnce()
    {
        var window = With(4);
        Assert.Equal([0, 1, 2, 3], Sent(window));
        Assert.True(window.IsExpected(1, out var executed));
        Assert.Equal(1, executed);
        Assert.Equal(0, window.TakeFirst().Number);
        Assert.True(window.TryGoBack());
        Assert.False(window.TryGoBack()); // the second of the copies that were on their way
        Assert.Equal([1, 2, 3], Sent(window));
        window.TakeFirst();
        Assert.True(window.TryGoBack());
    }

    [Fact]
    public void GoBackAfterTimeout_SendsTheOldestAndWaits()
    {
        var window = With(3);
        Sent(window);
        window.GoBackAfterTimeout();
        Assert.Equal([0], Sent(window));
        Assert.Empty(Sent(window));
        window.TakeFirst();
        Assert.Equal([1, 2], Sent(window));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(3, true)]
    [InlineData(4, false)] // never numbered
    [InlineData(65_535, false)] // long executed
    public void IsExpected_NumbersThatTheDeviceCanExpect_AndNoOthers(int next, bool expected) =>
        Assert.Equal(expected, With(3).IsExpected((ushort)next, out _));

    [Fact]
    public void Numbers_PastTheLast_BeginAtZeroAgain()
    {
        var window = new CommandWindow { WireBytesMost = 1_000 };
        for (var i = 0; i < 70_000; i++)
        {
            Assert.Equal((ushort)i, window.NextNumber);
            window.Add(BridgeMessageType.SpikeBatch, 18, spikes: 1);
            Assert.Equal([i & 0xFFFF], Sent(window));
            Assert.True(window.IsExpected((ushort)(i + 1), out var executed));
            Assert.Equal(1, executed);
            window.TakeFirst();
        }

        Assert.Equal((0, 0), (window.Count, window.Spikes));
    }

    [Fact]
    public void PayloadRoom_AsCommandsAreAdded_KeepsToTheBytesOfTheDevice()
    {
        var window = new CommandWindow { WireBytesMost = 700 };
        while (window.PayloadRoom() is >= 18 and var room)
        {
            window.Add(BridgeMessageType.SpikeBatch, Math.Min(room, 150));
        }

        var bytes = 0;
        while (window.TrySend(0, out var command))
        {
            bytes += BridgeFrameCodec.WireBound(command.PayloadBytes);
        }

        Assert.InRange(bytes, 700 - 40, 700);
        Assert.Equal(BridgeProtocol.PayloadBytesMax, new CommandWindow { WireBytesMost = 60_000 }.PayloadRoom());
    }

    private static CommandWindow With(int commands)
    {
        var window = new CommandWindow { WireBytesMost = 4_000 };
        for (var i = 0; i < commands; i++)
        {
            window.Add(BridgeMessageType.SpikeBatch, 18, spikes: 1);
        }

        return window;
    }

    private static List<int> Sent(CommandWindow window)
    {
        var numbers = new List<int>();
        while (window.TrySend(0, out var command))
        {
            numbers.Add(command.Number);
        }

        return numbers;
    }
}
