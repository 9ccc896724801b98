using System.Buffers;
using System.Text;

namespace Noble.Edge.Rig.Tests;

public class MqttCurrentInputTests
{
    [Theory]
    [InlineData("0.25", true, "-1:0.25")]
    [InlineData(" [0.1, null, -2e-1] ", true, "-1:0.1 -1:NaN -1:-0.2")]
    [InlineData("[0.1, 0.2]", false, "-1:0.2")]
    [InlineData("{\"neuron\": 3, \"nanoamperes\": 0.5}", true, "3:0.5")]
    [InlineData("{\"nanoamperes\": [1, 2], \"neuron\": 0}", true, "0:1 0:2")]
    [InlineData("1e999", true, "-1:Infinity")]
    public void Take_ACurrent_IsHandedOn(string payload, bool all, string expected)
    {
        using var input = Create(all);
        input.Take(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(payload)));
        Assert.Equal(expected, Read(input));
        Assert.Equal((1L, 0L), (input.Messages, input.Damaged));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[1")]
    [InlineData("[[1]]")]
    [InlineData("\"1\"")]
    [InlineData("1 2")]
    [InlineData("{\"neuron\": -1, \"nanoamperes\": 1}")]
    [InlineData("{\"neuron\": 1}")]
    [InlineData("{\"nanoamperes\": 1, \"nanoamperes\": 2}")]
    [InlineData("{\"nanoamperes\": {\"nanoamperes\": 1}}")]
    [InlineData("{\"current\": 1}")]
    [InlineData("[true]")]
    [InlineData("NEC1")]
    public void Take_WhatIsNoCurrent_IsCountedAndLeftOut(string payload)
    {
        using var input = Create(all: true);
        input.Take(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(payload)));
        Assert.Equal("", Read(input));
        Assert.Equal((0L, 1L), (input.Messages, input.Damaged));
    }

    [Fact]
    public void Take_TheLayoutOfADatagram_IsHandedOn()
    {
        using var input = Create(all: true);
        var datagram = new CurrentDatagram(0, 4, 2, 2, 0);
        var bytes = new byte[datagram.Length];
        datagram.Write([1, 2, 3, float.NaN], bytes);
        input.Take(new ReadOnlySequence<byte>(bytes));
        Assert.Equal("4:1 4:2 5:3 5:NaN", Read(input));
    }

    [Fact]
    public void Take_HostilePayloads_AllCountedNoneThrown()
    {
        const int Payloads = 300_000;
        using var input = Create(all: true, capacity: 16);
        var random = new Random(6);
        var good = Encoding.UTF8.GetBytes("{\"neuron\": 3, \"nanoamperes\": [0.5, 0.25, null, 1e3]}");
        for (var i = 0; i < Payloads; i++)
        {
            var payload = (byte[])good.Clone();
            for (var damage = i % 4; damage >= 0; damage--)
            {
                payload[random.Next(payload.Length)] = (byte)random.Next(256);
            }

            input.Take(new ReadOnlySequence<byte>(payload.AsMemory(0, random.Next(payload.Length + 1))));
        }

        Assert.Equal(Payloads, input.Messages + input.Damaged);
        Assert.True(input.Dropped > 0);
    }

    [Fact]
    public void Receive_OverABroker_ArrivesAndWakes()
    {
        using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });
        var connection = MqttConnectionOptions.To("127.0.0.1", broker.Port);
        using var input = new MqttCurrentInput(new MqttCurrentInputOptions { Connection = connection, Topic = "lab/current" }, MonotonicClock.Instance);
        input.Open();
        using var peer = new MqttPeer(connection, "test", ["other"], _ => { }, MonotonicClock.Instance);
        peer.Open();
        Assert.True(peer.TryPublish("lab/current", "0.125"u8.ToArray()));
        Waiting.For(() => input.Events == 1, "a sample");
        Assert.True(Readable.Now(input.PollDescriptor));
        Assert.Equal("-1:0.125", Read(input));
        Assert.False(Readable.Now(input.PollDescriptor));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/+")]
    [InlineData("#")]
    public void Options_TopicThatNamesNone_IsRefused(string topic) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MqttCurrentInputOptions { Topic = topic });

    private static MqttCurrentInput Create(bool all, int capacity = 1_024) =>
        new(new MqttCurrentInputOptions { Topic = "t", HandsOnAll = all, BufferCapacity = capacity }, new ManualClock());

    private static string Read(MqttCurrentInput input)
    {
        var samples = new List<string>();
        while (input.TryRead(0, out var received))
        {
            Assert.Equal(InputKind.Sample, received.Kind);
            samples.Add(FormattableString.Invariant($"{received.Channel}:{received.Value}"));
        }

        return string.Join(' ', samples);
    }
}
