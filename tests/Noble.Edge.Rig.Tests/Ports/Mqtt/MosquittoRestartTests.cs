using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

public class MosquittoRestartTests
{
    [MosquittoFact]
    public void Write_HundredThousandBatchesAcrossABrokerStopAndStart_NoneLostNoneTwiceInOrder()
    {
        const int Batches = 100_000;
        const int SpikesPerBatch = 3;
        using var broker = Mosquitto.StartOpen();
        var connection = MqttConnectionOptions.To("127.0.0.1", broker.Port) with
        {
            ClientId = "restart",
            SessionExpiry = TimeSpan.FromHours(1),
            FirstBackOff = TimeSpan.FromMilliseconds(20),
            InflightMaximum = 64,
        };
        using var reader = new PersistentReader(connection);
        using var port = TestStream.Open(connection);
        port.Begin();
        var written = 0L;
        var writer = new Thread(() =>
        {
            var spikes = new SpikeEvent[SpikesPerBatch];
            for (var batch = 0; batch < Batches; batch++)
            {
                for (var i = 0; i < SpikesPerBatch; i++)
                {
                    spikes[i] = new SpikeEvent((batch * SpikesPerBatch) + i, i);
                }

                Volatile.Write(ref written, written + port.Write(spikes));
            }
        });
        writer.Start();
        Waiting.For(() => port.Batches >= Batches / 3, "a third of the batches");
        broker.Stop();
        Assert.InRange(port.Batches, Batches / 3, Batches - 1); // the stop is in the middle
        broker.Start();
        writer.Join();
        port.Complete(0);
        Waiting.For(() => reader.Spikes >= Batches * SpikesPerBatch, "the last spike");

        Assert.Equal(Batches * SpikesPerBatch, written);
        Assert.Equal((Batches, written, 0L), (port.Batches, port.Spikes, port.GivenUp));
        Assert.Equal((0L, 0L), (reader.Missing, reader.Wrong));
        Assert.Equal((Batches, written), (reader.Batches, reader.Spikes));
        Assert.Equal((1L, 1L), (port.Reconnections, reader.Reconnections));
    }

    [MosquittoFact]
    public void Write_BrokerTakesOneAtATime_IsHonoured()
    {
        using var broker = Mosquitto.StartOpen("max_inflight_messages 1");
        using var port = TestStream.Open(MqttConnectionOptions.To("127.0.0.1", broker.Port));
        port.Begin();
        for (var i = 0; i < 500; i++)
        {
            Assert.Equal(1, port.Write([new SpikeEvent(i, 1)]));
        }

        port.DeclareSafe(SafeStateCause.Command);
        port.Complete(0);
        Assert.Equal((500L, 0L, 0L), (port.Batches, port.Reconnections, port.SentAgain));
    }

    [MosquittoFact]
    public void Open_FirstAddressSilent_SecondIsTaken()
    {
        using var broker = Mosquitto.StartOpen();
        using var gone = new Mosquitto("allow_anonymous true");
        var connection = new MqttConnectionOptions { Addresses = [new MqttAddress("127.0.0.1", gone.Port), new MqttAddress("127.0.0.1", broker.Port)] };
        using var port = TestStream.Open(connection);
        Assert.Equal(1, port.Write([new SpikeEvent(1, 1)]));
        Assert.True(port.WaitUntilPublished());

        broker.Stop();
        using var nobody = TestStream.Port(connection);
        var error = Assert.Throws<BrokerUnreachableException>(nobody.Open);
        Assert.Equal($"no MQTT broker answers at 127.0.0.1:{gone.Port} (Connection refused; nor at 127.0.0.1:{broker.Port}: Connection refused)", error.Message);
    }

    [MosquittoFact]
    public void Dispose_PublisherGoesWithoutGoodbye_BrokerPublishesTheLastWill()
    {
        using var broker = Mosquitto.StartOpen();
        var port = TestStream.Open(MqttConnectionOptions.To("127.0.0.1", broker.Port));
        port.Begin();
        using var subscription = new Subscription(broker.Port);
        subscription.WaitFor(s => s.States.Contains(StreamState.Running));
        port.Dispose();
        subscription.WaitFor(s => s.States.Contains(StreamState.Lost));
        using var late = new Subscription(broker.Port);
        late.WaitFor(s => s.States is [StreamState.Lost]);
    }
}
