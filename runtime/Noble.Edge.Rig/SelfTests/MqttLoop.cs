using System.Buffers;
using MQTTnet;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>Loops through a broker inside the process; the threads of client and broker are ordinary ones.</summary>
internal static class MqttLoop
{
    private const long Interval = 2_000_000; // [ns]
    private const int Slice = 10; // [ms]

    private static readonly StreamTopics Topics = new("self-test");

    /// <summary>From handing a spike to the port to a subscriber's having its batch.</summary>
    internal static SelfTestRow Spikes(string name, SelfTestOptions options, MonotonicClock clock)
    {
        using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });
        var spikes = new SpikeEvent[1];
        using var arrivals = new Arrivals(clock);
        using var subscription = MqttSubscription.Open(
            MqttConnectionOptions.To("127.0.0.1", broker.Port),
            [Topics.Spikes],
            (_, payload) =>
            {
                if (SpikeBatchCodec.TryRead(payload.ToArray(), out SpikeBatchHeader _, spikes, out FrameError _))
                {
                    arrivals.Add(spikes[0].Neuron);
                }
            },
            () => { });
        var stream = MqttPort.NewStreamId();
        using var port = new MqttPort(new MqttPortOptions { Connection = MqttConnectionOptions.To("127.0.0.1", broker.Port), Topics = Topics }, Describe(stream), stream, clock);
        port.Open();
        port.Begin();
        var train = new TriggerTrain(clock, Interval);
        var given = 0L;
        train.Run(
            options.Duration.Ticks * 100 / Interval,
            number => given += port.Write([new SpikeEvent(number, (int)number)]),
            arrivals.Wait);
        port.Complete(0);
        return SelfTestRow.Of(name, "spike handed to the port, to a subscriber, over the embedded broker", train.Times, train.Sent, train.Returned, train.Sent - given + broker.Dropped, train.Overruns);
    }

    /// <summary>From publishing a command to having its answer.</summary>
    internal static SelfTestRow Commands(string name, SelfTestOptions options, MonotonicClock clock)
    {
        using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });
        var connection = MqttConnectionOptions.To("127.0.0.1", broker.Port);
        using var commands = new MqttCommands(new MqttCommandsOptions { Connection = connection, Topics = Topics }, clock);
        commands.Open();
        using var arrivals = new Arrivals(clock);
        const string Answers = "noble/self-test/answers";
        using var asking = new MqttPeer(connection, "self-test", [Answers], message => arrivals.Add(Number(message)), clock);
        asking.Open();
        var train = new TriggerTrain(clock, Interval);
        train.Run(
            options.Duration.Ticks * 100 / Interval,
            number =>
            {
                // The loop's part: what waits is taken out.
                while (commands.TryRead(0, out var _))
                {
                }

                asking.TryPublish(Topics.Command, """{"command":"heartbeat"}"""u8.ToArray(), BitConverter.GetBytes(number), Answers);
            },
            arrivals.Wait);
        return SelfTestRow.Of(
            name, "command published to its answer received, over the embedded broker", train.Times, train.Sent, train.Returned, commands.Refused + commands.Unanswered + broker.Dropped, train.Overruns);
    }

    /// <summary>From publishing the command that triggers to the datagram of the answer.</summary>
    internal static SelfTestRow Trigger(string name, SelfTestOptions options, MonotonicClock clock)
    {
        using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });
        var connection = MqttConnectionOptions.To("127.0.0.1", broker.Port);
        using var commands = new MqttCommands(new MqttCommandsOptions { Connection = connection, Topics = Topics }, clock);
        commands.Open();
        using var asking = new MqttPeer(connection, "self-test", ["noble/self-test/none"], _ => { }, clock);
        asking.Open();
        using var answers = new EieioInput(new EieioInputOptions { Listen = new UdpListenOptions { AnyPort = true } });
        using var port = new EieioPort(new EieioPortOptions { Send = UdpLoop.To(answers) });
        using var loop = new AnsweringLoop(commands, port, new InputFilter { Kind = InputKind.Rising }, isBusy: false, options.Pacer, clock);
        using var poll = new InputPoll([answers.PollDescriptor]);
        var train = new TriggerTrain(clock, Interval);
        train.Run(
            options.Duration.Ticks * 100 / Interval,
            number => asking.TryPublish(Topics.Command, """{"command":"trigger","value":0}"""u8.ToArray()),
            number =>
            {
                // Asleep meanwhile: the broker's threads need the processor.
                poll.Wait(Slice * 1_000_000L);
                var now = clock.NowNanoseconds;
                answers.TryRead(now, out var _);
                return answers.Counts.Events > number ? now : null;
            });
        var dropped = loop.Stop();
        return SelfTestRow.Of(
            name, "trigger command published to EIEIO datagram", train.Times, train.Sent, train.Returned, dropped + commands.Refused + broker.Dropped + port.Counts.Lost, train.Overruns);
    }

    private static long Number(MqttApplicationMessage message) => message.CorrelationData is { Length: sizeof(long) } data ? BitConverter.ToInt64(data) : -1;

    private static StreamDescription Describe(ulong stream) => new()
    {
        Stream = StreamState.FormatStream(stream),
        Model = "self-test",
        ModelHash = "00",
        Neurons = 1,
        Population = "none",
        Seed = 1,
        Variability = 0,
        CurrentNanoamperes = 0,
        SampleIntervalNanoseconds = 1,
        TrialNanoseconds = 1,
        ThresholdMillivolts = 0,
    };

    // Which message came last, and when.
    private sealed class Arrivals(MonotonicClock clock) : IDisposable
    {
        private readonly SemaphoreSlim _arrived = new(0);
        private long _number = -1;
        private long _time;

        internal void Add(long number)
        {
            _time = clock.NowNanoseconds;
            Volatile.Write(ref _number, number);
            _arrived.Release();
        }

        internal long? Wait(long number)
        {
            _arrived.Wait(Slice);
            return Volatile.Read(ref _number) == number ? _time : null;
        }

        public void Dispose() => _arrived.Dispose();
    }
}
