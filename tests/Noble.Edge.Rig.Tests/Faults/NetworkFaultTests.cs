using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig.Tests;

/// <summary>A cable that is pulled: no port blocks or throws, and the counts add up.</summary>
public class NetworkFaultTests
{
    [NetworkFact]
    public void EieioPort_CablePulled_EverySpikeIsSentOrLost()
    {
        using var network = new CutNetwork();
        using var port = new EieioPort(new EieioPortOptions { Send = new UdpSendOptions { Host = CutNetwork.There, Port = 17_893, FlushTime = TimeSpan.Zero } });
        Emit(100);
        Assert.Equal((100, 0), (port.Counts.Events, port.Counts.Lost));

        network.PullNearEnd();
        Emit(1_000);
        var cut = port.Counts;
        Assert.Equal((100, 1_000), (cut.Events, cut.Lost));
        port.EnterSafeState();
        Assert.False(port.Emit(new SpikeEvent(0, 0), 0));

        void Emit(int spikes)
        {
            for (var i = 0; i < spikes; i++)
            {
                Assert.True(port.Emit(new SpikeEvent(i, i), i));
            }
        }
    }

    [NetworkFact]
    public void MqttPort_CablePulledAndPutBack_PublishesEverything()
    {
        using var network = new CutNetwork();
        using var broker = new FarBroker(network);
        using var port = Open();
        Assert.Equal(10, port.Write(Spikes(10)));
        Assert.True(port.WaitUntilPublished());

        network.PullFarEnd();
        Assert.Equal(10, port.Write(Spikes(10)));
        network.PlugFarEnd();

        Assert.True(port.WaitUntilPublished());
        port.Complete(0);
        Assert.Equal((20, 0), (port.Spikes, port.GivenUp));
    }

    [NetworkFact]
    public void MqttPort_CablePulledForGood_EndsAndCountsWhatItGaveUp()
    {
        using var network = new CutNetwork();
        using var broker = new FarBroker(network);
        using var port = Open();
        Assert.Equal(10, port.Write(Spikes(10)));
        Assert.True(port.WaitUntilPublished());

        network.PullFarEnd();
        Assert.Equal(7, port.Write(Spikes(7)));
        port.Complete(0);

        Assert.Equal((10, 7), (port.Spikes, port.GivenUp));
    }

    // Finds out within two seconds that nobody is there any more.
    private static MqttPort Open()
    {
        var connection = MqttConnectionOptions.To(CutNetwork.There, MqttAddress.DefaultPort) with { KeepAlive = TimeSpan.FromSeconds(1), AnswerTimeout = TimeSpan.FromSeconds(1) };
        var port = new MqttPort(
            new MqttPortOptions { Connection = connection, StopPatience = TimeSpan.FromSeconds(0.2) }, TestStream.Description, TestStream.Id, MonotonicClock.Instance);
        port.Open();
        port.Begin();
        return port;
    }

    private static SpikeEvent[] Spikes(int count) => [.. Enumerable.Range(0, count).Select(i => new SpikeEvent(i, i))];

    /// <summary>A Mosquitto at the far end of the cable.</summary>
    private sealed class FarBroker : IDisposable
    {
        private readonly string _configuration = Path.GetTempFileName();
        private readonly Process _process;

        internal FarBroker(CutNetwork network)
        {
            File.WriteAllText(
                _configuration,
                string.Create(CultureInfo.InvariantCulture, $"user root\nlog_dest none\nlistener {MqttAddress.DefaultPort} {CutNetwork.There}\nallow_anonymous true\n"));
            _process = Process.Start(new ProcessStartInfo(network.Command[0], [.. network.Command[1..], Mosquitto.Program, "-c", _configuration]) { RedirectStandardError = true })!;
            Assert.True(SpinWait.SpinUntil(Listens, TimeSpan.FromSeconds(20)), "mosquitto does not listen");
        }

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
            File.Delete(_configuration);
        }

        private static bool Listens()
        {
            using var client = new TcpClient();
            try
            {
                client.Connect(CutNetwork.There, MqttAddress.DefaultPort);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }
}
