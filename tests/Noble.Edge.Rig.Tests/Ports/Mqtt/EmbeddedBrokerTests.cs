using System.Net;
using System.Net.Sockets;
using MQTTnet;
using MQTTnet.Formatter;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

public class EmbeddedBrokerTests
{
    [Fact]
    public void Start_PortTaken_SaysWhichAndStops()
    {
        using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });
        var error = Assert.Throws<BrokerPortException>(() => EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = broker.Port }));
        Assert.Equal($"MQTT port {broker.Port} on loopback is in use by another program, expected a free one", error.Message);
    }

    [Fact]
    public void Start_PortOfABrokerThatWasStopped_IsFreeAtOnce()
    {
        var first = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });
        using (new Subscription(first.Port))
        {
            first.Dispose();
            using var second = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = first.Port });
            Assert.Equal(first.Port, second.Port);
        }
    }

    [Fact]
    public async Task EmbeddedBroker_ClientWithoutAName_IsGivenOne()
    {
        using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });
        using var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithProtocolVersion(MqttProtocolVersion.V500).WithClientId("").Build();
        var result = await client.ConnectAsync(options);
        Assert.StartsWith("client-", result.AssignedClientIdentifier, StringComparison.Ordinal);
    }

    [Fact]
    public void WaitForSubscribers_OnlyMatchingFiltersCount()
    {
        var clock = new ManualClock();
        using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });
        using var other = new Subscription(broker.Port, "noble/other/spikes");
        Assert.False(broker.WaitForSubscribers("noble/bench/spikes", 1, TimeSpan.FromSeconds(1), clock, CancellationToken.None));
        Assert.Equal(1_000_000_000, clock.NowNanoseconds);

        using var wildcard = new Subscription(broker.Port, "noble/+/spikes");
        using var exact = new Subscription(broker.Port, "noble/bench/spikes");
        Assert.True(broker.WaitForSubscribers("noble/bench/spikes", 2, TimeSpan.FromSeconds(20), MonotonicClock.Instance, CancellationToken.None));
        Assert.Equal(2, broker.SubscriberCount("noble/bench/spikes"));
        Assert.False(broker.WaitForSubscribers("noble/bench/spikes", 3, TimeSpan.FromSeconds(20), clock, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Drain_AllAcknowledged_NothingOutstanding()
    {
        using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });
        using var acknowledging = new Subscription(broker.Port, qualityOfService: 1);
        using var careless = new Subscription(broker.Port, qualityOfService: 0);
        using var port = OpenPort(broker);
        for (var i = 0; i < 100; i++)
        {
            port.Write([new SpikeEvent(i, i)]);
        }

        Assert.True(port.WaitUntilPublished());
        Assert.Equal(0, broker.Drain(TimeSpan.FromSeconds(20), MonotonicClock.Instance));
        Assert.Equal(100, acknowledging.Batches.Length);
        careless.WaitFor(s => s.Batches.Length == 100);
    }

    [Fact]
    public void PendingMaximum_SubscriberThatReadsNothing_DropsAreCounted()
    {
        using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0, PendingMaximum = 2 });
        using var deaf = new TcpClient { ReceiveBufferSize = 4096 };
        deaf.Connect(IPAddress.Loopback, broker.Port);
        var stream = deaf.GetStream();
        stream.Write([0x10, 14, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 2, 0, 60, 0, 2, (byte)'d', (byte)'f']); // CONNECT, v3.1.1
        stream.Write([0x82, 10, 0, 1, 0, 5, (byte)'n', (byte)'o', (byte)'b', (byte)'/', (byte)'#', 0]); // SUBSCRIBE nob/#: no match
        stream.Write([0x82, 12, 0, 2, 0, 7, (byte)'n', (byte)'o', (byte)'b', (byte)'l', (byte)'e', (byte)'/', (byte)'#', 0]);
        Assert.True(broker.WaitForSubscribers("noble/bench/spikes", 1, TimeSpan.FromSeconds(20), MonotonicClock.Instance, CancellationToken.None));

        using var port = OpenPort(broker);
        SpikeEvent[] spikes = [.. Enumerable.Range(0, 4_000).Select(i => new SpikeEvent(i, i))];
        for (var i = 0; i < 1_000 && broker.Dropped == 0; i++)
        {
            port.Write(spikes); // 32 kB: the sockets' buffers are full after some dozens
        }

        Assert.True(broker.Dropped > 0);
        Assert.True(broker.Drain(TimeSpan.FromMilliseconds(100), MonotonicClock.Instance) > 0);
    }

    [Fact]
    public void EmbeddedBrokerOptions_OutsideTheirRange_SayTheRange()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new EmbeddedBrokerOptions { Port = 65_536 });
        Assert.Contains("MQTT port 65536: expected 0 to 65535", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmbeddedBrokerOptions { PendingMaximum = 0 });
    }

    private static MqttPort OpenPort(EmbeddedBroker broker)
    {
        var description = new StreamDescription
        {
            Stream = StreamState.FormatStream(1),
            Model = "test",
            ModelHash = "00",
            Neurons = 1,
            Population = "drawn",
            Seed = 1,
            Variability = 0,
            CurrentNanoamperes = 0,
            SampleIntervalNanoseconds = 1,
            TrialNanoseconds = 1,
            ThresholdMillivolts = 0,
        };
        // One at a time: several at once overflow a queue of two, also of a subscriber that reads.
        var connection = MqttConnectionOptions.To("127.0.0.1", broker.Port) with { InflightMaximum = 1 };
        var port = new MqttPort(new MqttPortOptions { Connection = connection }, description, 1, MonotonicClock.Instance);
        port.Open();
        return port;
    }
}
