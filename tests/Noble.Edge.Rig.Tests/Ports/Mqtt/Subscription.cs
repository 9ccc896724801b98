using System.Buffers;
using System.Collections.Concurrent;
using MQTTnet;
using MQTTnet.Protocol;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

/// <summary>A client that subscribes to everything of one rig and keeps what arrives.</summary>
internal sealed class Subscription : IDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<(string Topic, byte[] Payload, MqttQualityOfServiceLevel Quality, bool Retain)> _messages = new();

    internal Subscription(int port, string filter = "noble/bench/#", int qualityOfService = 1)
    {
        _client.ApplicationMessageReceivedAsync += args =>
        {
            var message = args.ApplicationMessage;
            _messages.Enqueue((message.Topic, message.Payload.ToArray(), message.QualityOfServiceLevel, message.Retain));
            return Task.CompletedTask;
        };
        _client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).Build()).GetAwaiter().GetResult();
        _client.SubscribeAsync(filter, (MqttQualityOfServiceLevel)qualityOfService).GetAwaiter().GetResult();
    }

    internal (string Topic, byte[] Payload, MqttQualityOfServiceLevel Quality, bool Retain)[] Messages => [.. _messages];

    internal (SpikeBatchHeader Header, SpikeEvent[] Spikes)[] Batches =>
        [.. Messages.Where(m => m.Topic == "noble/bench/spikes").Select(m => Decode(m.Payload))];

    internal string[] States =>
    [
        .. Messages.Where(m => m.Topic == "noble/bench/state").Select(m =>
        {
            Assert.True(AnnouncementJson.TryRead(m.Payload, out StreamState? state));
            return state!.State;
        }),
    ];

    public void Dispose() => _client.Dispose();

    /// <summary>Waits for what has to arrive; 20 s at most, ordinarily milliseconds.</summary>
    internal void WaitFor(Func<Subscription, bool> arrived)
    {
        var clock = MonotonicClock.Instance;
        var until = clock.NowNanoseconds + 20_000_000_000;
        while (!arrived(this))
        {
            Assert.True(clock.NowNanoseconds < until, $"did not arrive; {Messages.Length} messages did");
            clock.SleepUntil(clock.NowNanoseconds + 1_000_000);
        }
    }

    private static (SpikeBatchHeader Header, SpikeEvent[] Spikes) Decode(byte[] payload)
    {
        Assert.True(SpikeBatchCodec.TryReadHeader(payload, out var header, out var error), error.ToString());
        var spikes = new SpikeEvent[header.Count];
        Assert.True(SpikeBatchCodec.TryRead(payload, out header, spikes, out error), error.ToString());
        return (header, spikes);
    }
}
