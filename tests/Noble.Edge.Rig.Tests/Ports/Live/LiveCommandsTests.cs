namespace Noble.Edge.Rig.Tests;

public sealed class LiveCommandsTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly LiveCommands _commands;

    public LiveCommandsTests() => _commands = new LiveCommands(_clock);

    public void Dispose() => _commands.Dispose();

    [Fact]
    public void Send_Command_IsReadByTheLoop()
    {
        _clock.SleepUntil(7);
        Assert.Null(_commands.Send("target", 12.5));
        Assert.True(_commands.TrySendCurrent(3, 0.25));

        Assert.True(_commands.TryRead(0, out var received));
        Assert.Equal(new InputEvent(7, InputKind.Command, 0, (int)RigCommand.Target, 12.5), received);
        Assert.True(_commands.TryRead(0, out received));
        Assert.Equal(new InputEvent(7, InputKind.Current, 0, 3, 0.25), received);
        Assert.False(_commands.TryRead(0, out _));
        Assert.Equal((2, 0), (_commands.Accepted, _commands.Refused));
    }

    [Theory]
    [InlineData("target", null, "target: expected a value, it is missing")]
    [InlineData("trigger", -1.0, "trigger -1: expected the number of a trigger, from 0")]
    [InlineData("explode", null, "unknown command 'explode': expected emergency-stop, trigger, pause, resume, target, heartbeat or stop")]
    public void Send_WhatIsNone_IsRefusedAsOverMqtt(string name, double? value, string expected)
    {
        Assert.Equal(expected, _commands.Send(name, value));
        Assert.False(_commands.TryRead(0, out _));
    }

    [Fact]
    public void Send_FullQueue_StillTakesAnEmergencyStop()
    {
        while (_commands.Send("pause", null) is null)
        {
        }

        Assert.Equal((64, 1), (_commands.Accepted, _commands.Refused));
        Assert.False(_commands.TrySendCurrent(0, 0.1));
        for (var i = 0; i < 1_000; i++)
        {
            Assert.Null(_commands.Send("emergency-stop", null));
        }

        var stops = 0;
        while (_commands.TryRead(0, out var received))
        {
            stops += received.Channel == (int)RigCommand.EmergencyStop ? 1 : 0;
        }

        Assert.InRange(stops, 64, 1_000);
    }

    [Fact]
    public async Task Send_ManyThreads_NothingIsLostOrTwice()
    {
        var sent = new int[4];
        var senders = Enumerable.Range(0, 4).Select(sender => Task.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                sent[sender] += _commands.Send("trigger", (10_000 * sender) + i) is null ? 1 : 0;
            }
        })).ToArray();
        var received = new HashSet<double>();
        for (var isLast = false; !isLast;)
        {
            isLast = senders.All(sender => sender.IsCompleted);
            while (_commands.TryRead(0, out var command))
            {
                Assert.True(received.Add(command.Value));
            }
        }

        await Task.WhenAll(senders);
        Assert.Equal(sent.Sum(), received.Count);
        Assert.Equal(sent.Sum(), _commands.Accepted);
    }
}
