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
        WaitFor(() => port.Batches >= Batches / 3);
        broker.Stop();
        Assert.InRange(port.Batches, Batches / 3, Batches - 1); // the stop is in the middle
        broker.Start();
        writer.Join();
        port.Complete(0);
        WaitFor(() => reader.Spikes >= Batches * SpikesPerBatch);

        Assert.Equal(Batches * SpikesPerBatch, written);
        Assert.Equal((Batches, written, 0L), (port.Batches, port.Spikes, port.GivenUp));
        Assert.Equal((0L, 0L), (reader.Missing, reader.Wrong));
        Assert.Equal((Batches, written), (reader.Batches, reader.Spikes));
        Assert.Equal((1L, 1L), (port.Reconnections, reader.Reconnections));
    }

    private static void WaitFor(Func<bool> condition)
    {
        var clock = MonotonicClock.Instance;
        var until = clock.NowNanoseconds + 60_000_000_000;
        while (!condition())
        {
            Assert.True(clock.NowNanoseconds < until, "did not come");
            clock.SleepUntil(clock.NowNanoseconds + 1_000_000);
        }
    }
}
