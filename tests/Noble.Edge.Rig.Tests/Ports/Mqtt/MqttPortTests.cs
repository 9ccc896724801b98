using System.Text;
using MQTTnet.Protocol;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

public sealed class MqttPortTests : IDisposable
{
    private const ulong StreamId = 0x0123_4567_89AB_CDEF;

    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });

    public void Dispose() => _broker.Dispose();

    [Fact]
    public void Write_ManyBatches_NothingLostNothingTwice()
    {
        using var subscription = new Subscription(_broker.Port);
        var sent = new List<SpikeEvent>();
        using (var port = Open(Options()))
        {
            port.Begin();
            var random = new Random(3);
            for (var batch = 0; batch < 300; batch++)
            {
                SpikeEvent[] spikes = [.. Enumerable.Range(0, random.Next(1, 50)).Select(i => new SpikeEvent((batch * 10_000_000L) + (i * 1_000), random.Next(64)))];
                Assert.Equal(spikes.Length, port.Write(spikes));
                sent.AddRange(spikes);
            }

            port.Complete(0);
            Assert.Equal((300L, (long)sent.Count), (port.Batches, port.Spikes));
        }

        subscription.WaitFor(s => s.States.Contains(StreamState.Stopped));
        var batches = subscription.Batches;
        Assert.Equal(sent, batches.SelectMany(batch => batch.Spikes));
        var tracker = new SequenceTracker();
        Assert.All(batches, batch => Assert.InRange(tracker.Observe(batch.Header, out _, out _), SequenceVerdict.NewStream, SequenceVerdict.Next));
        Assert.Equal(300, batches.Length);
        Assert.All(batches, batch => Assert.Equal(StreamId, batch.Header.StreamId));
    }

    [Fact]
    public void Stream_FromOpenToComplete_StatesInOrderAndTotalsAtTheEnd()
    {
        using var subscription = new Subscription(_broker.Port);
        using (var port = Open(Options()))
        {
            subscription.WaitFor(s => s.States.Length == 1);
            port.Begin();
            port.Write([new SpikeEvent(5, 1), new SpikeEvent(6, 2)]);
            port.Complete(dropped: 7);
        }

        subscription.WaitFor(s => s.States.Length == 3);
        Assert.Equal([StreamState.Ready, StreamState.Running, StreamState.Stopped], subscription.States);
        Assert.Equal(
            """{"schema":1,"state":"stopped","stream":"0123456789abcdef","batches":1,"spikes":2,"dropped":7}""",
            Encoding.UTF8.GetString(subscription.Messages[^1].Payload));
    }

    [Fact]
    public void Open_LateSubscriber_FindsMetaAndStateRetained()
    {
        using var port = Open(Options());
        using var subscription = new Subscription(_broker.Port);
        subscription.WaitFor(s => s.Messages.Length == 2);
        Assert.All(subscription.Messages, message => Assert.True(message.Retain));
        var meta = subscription.Messages.Single(message => message.Topic == "noble/bench/meta");
        Assert.True(AnnouncementJson.TryRead(meta.Payload, out StreamDescription? description));
        Assert.Equal(Description(), description);
    }

    [Fact]
    public void Dispose_WithoutComplete_BrokerSaysLost()
    {
        using var subscription = new Subscription(_broker.Port);
        Open(Options()).Dispose();
        subscription.WaitFor(s => s.States.Contains(StreamState.Lost));
        using var late = new Subscription(_broker.Port);
        late.WaitFor(s => s.States.Contains(StreamState.Lost));
    }

    [Theory]
    [InlineData(0, MqttQualityOfServiceLevel.AtMostOnce)]
    [InlineData(1, MqttQualityOfServiceLevel.AtLeastOnce)]
    public void Write_QualityOfService_IsTheMessages(int qualityOfService, MqttQualityOfServiceLevel expected)
    {
        using var subscription = new Subscription(_broker.Port);
        using var port = Open(Options() with { QualityOfService = qualityOfService });
        port.Write([new SpikeEvent(5, 1)]);
        subscription.WaitFor(s => s.Batches.Length == 1);
        Assert.Equal(expected, subscription.Messages.Single(m => m.Topic == "noble/bench/spikes").Quality);
    }

    [Fact]
    public void Write_Topics_AreTheRigs()
    {
        using var subscription = new Subscription(_broker.Port, "noble/+/spikes");
        using var port = Open(Options() with { Topics = new StreamTopics("rig-7") });
        port.Write([new SpikeEvent(5, 1)]);
        subscription.WaitFor(s => s.Messages.Length == 1);
        Assert.Equal("noble/rig-7/spikes", subscription.Messages[0].Topic);
    }

    [Fact]
    public void Write_SpikesFurtherApartThanADelta_SeveralBatches()
    {
        using var subscription = new Subscription(_broker.Port);
        using var port = Open(Options());
        SpikeEvent[] spikes = [new(0, 1), new(4_000_000_000, 2), new(8_000_000_000, 3)];
        Assert.Equal(3, port.Write(spikes));
        subscription.WaitFor(s => s.Batches.Length == 2);
        Assert.Equal(spikes, subscription.Batches.SelectMany(batch => batch.Spikes));
    }

    [Fact]
    public void Write_First_IsTimed()
    {
        using var port = Open(Options());
        Assert.Equal(0, port.FirstPublishedNanoseconds);
        port.Write([new SpikeEvent(5, 1)]);
        Assert.True(port.WaitUntilPublished());
        var first = port.FirstPublishedNanoseconds;
        port.Write([new SpikeEvent(6, 1)]);
        Assert.True(port.WaitUntilPublished());
        Assert.InRange(first, 1, MonotonicClock.Instance.NowNanoseconds);
        Assert.Equal(first, port.FirstPublishedNanoseconds);
    }

    [Fact]
    public void Write_BrokerRestarted_SendsAgainUnderTheSameNumber()
    {
        var first = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });
        using var port = new MqttPort(Options() with { Port = first.Port }, Description(), StreamId, MonotonicClock.Instance);
        port.Open();
        port.Begin();
        Assert.Equal(1, port.Write([new SpikeEvent(1, 1)]));
        Assert.True(port.WaitUntilPublished());
        first.Dispose();
        using var second = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = first.Port });
        using var subscription = new Subscription(second.Port);
        Assert.Equal(1, port.Write([new SpikeEvent(2, 2)]));
        Assert.True(port.WaitUntilPublished());
        Assert.Equal(1, port.Reconnections);
        subscription.WaitFor(s => s.Batches.Length == 1);
        Assert.Equal((1u, 1ul), (subscription.Batches[0].Header.Sequence, subscription.Batches[0].Header.SpikesBefore));
        Assert.Contains(StreamState.Running, subscription.States);
    }

    [Fact]
    public void Write_BrokerGoneAndStreamEnding_GivesUpInTime()
    {
        var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });
        var options = Options() with { Port = broker.Port, StopPatience = TimeSpan.FromMilliseconds(50) };
        using var port = new MqttPort(options, Description(), StreamId, MonotonicClock.Instance);
        port.Open();
        broker.Dispose();
        port.Hurry();
        var begun = MonotonicClock.Instance.NowNanoseconds;
        var taken = 0L;
        for (var i = 0; i < options.Connection.InflightMaximum + 1; i++)
        {
            taken += port.Write([new SpikeEvent(i, 1)]);
        }

        port.Complete(1); // says nothing, throws nothing
        Assert.InRange(MonotonicClock.Instance.NowNanoseconds - begun, 0, 10_000_000_000);
        Assert.Equal((0, (long)options.Connection.InflightMaximum, taken), (port.Spikes, taken, port.GivenUp));
    }

    [Fact]
    public void DeclareSafe_WhileRunning_StateSaysWhyAndKeepsTheFirstCause()
    {
        using var subscription = new Subscription(_broker.Port);
        using var port = Open(Options());
        port.Begin();
        port.DeclareSafe(SafeStateCause.LoopWatchdog);
        port.DeclareSafe(SafeStateCause.Command);
        subscription.WaitFor(s => s.States.Contains(StreamState.Safe));
        port.Complete(0);
        subscription.WaitFor(s => s.States.Contains(StreamState.Stopped));
        string[] states = [.. subscription.Messages.Where(m => m.Topic == "noble/bench/state").Select(m => Encoding.UTF8.GetString(m.Payload))];
        Assert.Equal(
            [
                """{"schema":1,"state":"safe","stream":"0123456789abcdef","cause":"loop-watchdog"}""",
                """{"schema":1,"state":"stopped","stream":"0123456789abcdef","batches":0,"spikes":0,"dropped":0,"cause":"loop-watchdog"}""",
            ],
            states[^2..]);
    }

    [Fact]
    public void OnDropped_WhileRunning_StateSaysHowMany()
    {
        using var subscription = new Subscription(_broker.Port);
        using var port = Open(Options());
        port.Begin();
        port.OnDropped(12);
        subscription.WaitFor(s => s.Messages.Any(m => Encoding.UTF8.GetString(m.Payload).Contains("\"state\":\"running\",\"stream\":\"0123456789abcdef\",\"dropped\":12", StringComparison.Ordinal)));
    }

    [Fact]
    public void Open_NobodyListens_SaysWhere()
    {
        var free = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });
        free.Dispose();
        using var port = new MqttPort(Options() with { Port = free.Port }, Description(), StreamId, MonotonicClock.Instance);
        var error = Assert.Throws<BrokerUnreachableException>(port.Open);
        Assert.Equal($"no MQTT broker answers at 127.0.0.1:{free.Port} (Connection refused)", error.Message);
        Assert.Equal(("127.0.0.1", free.Port), (error.Host, error.Port));
    }

    [Fact]
    public void Open_ListenerThatIsNoBroker_TimesOut()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var options = Options() with { Port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port };
        options = options with { Connection = options.Connection with { AnswerTimeout = TimeSpan.FromMilliseconds(200) } };
        using var port = new MqttPort(options, Description(), StreamId, MonotonicClock.Instance);
        Assert.EndsWith("(no answer in time)", Assert.Throws<BrokerUnreachableException>(port.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MqttPort_Batching_IsTheOption()
    {
        var batching = new BatchingOptions { BatchMaximum = 3 };
        using var port = new MqttPort(Options() with { Batching = batching }, Description(), StreamId, MonotonicClock.Instance);
        Assert.Same(batching, port.Batching);
        Assert.NotEqual(MqttPort.NewStreamId(), MqttPort.NewStreamId());
    }

    [Fact]
    public void MqttPortOptions_OutsideTheirRange_SayTheRange()
    {
        Assert.Contains("expected 1 to 65535", Message(() => new MqttPortOptions { Port = 0 }), StringComparison.Ordinal);
        Assert.Contains("expected 0 or 1", Message(() => new MqttPortOptions { QualityOfService = 2 }), StringComparison.Ordinal);
        Assert.Contains("expected 0.1 to 60 s", Message(() => new MqttConnectionOptions { AnswerTimeout = TimeSpan.Zero }), StringComparison.Ordinal);
        Assert.Contains("expected 0 to 60 s", Message(() => new MqttPortOptions { StopPatience = TimeSpan.FromSeconds(61) }), StringComparison.Ordinal);
        Assert.Contains("rig name 'a/b'", Message(() => new MqttPortOptions { Topics = new StreamTopics("a/b") }), StringComparison.Ordinal);

        static string Message(Func<object> make) => Assert.Throws<ArgumentOutOfRangeException>(make).Message;
    }

    private MqttPortOptions Options() => new() { Port = _broker.Port };

    private static MqttPort Open(MqttPortOptions options)
    {
        var port = new MqttPort(options, Description(), StreamId, MonotonicClock.Instance);
        port.Open();
        return port;
    }

    private static StreamDescription Description() => new()
    {
        Stream = StreamState.FormatStream(StreamId),
        Model = "test",
        ModelHash = "00",
        Neurons = 64,
        Population = "drawn",
        Seed = 1,
        Variability = 0,
        CurrentNanoamperes = 0.1,
        SampleIntervalNanoseconds = 60_000,
        TrialNanoseconds = 514_980_000,
        ThresholdMillivolts = -20,
    };
}
