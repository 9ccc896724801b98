namespace Noble.Edge.Rig.Tests;

public class RenderServiceTests
{
    private static readonly RenderRequest Whole = new() { ModelHash = "ABC", First = 10, Count = 200, CurrentNanoamperes = 0.3, Seed = 5, FirstTrial = 2, Trials = 3 };

    [MosquittoFact]
    public void Render_TwoNodesAndOneKilledInTheMiddle_NothingMissingNothingDouble()
    {
        using var broker = Mosquitto.StartOpen();
        var connection = MqttConnectionOptions.To("127.0.0.1", broker.Port);
        using var reached = new ManualResetEventSlim();
        using var released = new ManualResetEventSlim();
        var dying = new FakeRenderer(request =>
        {
            if (request == 3)
            {
                reached.Set();
                released.Wait();
            }
        });
        var living = new FakeRenderer();
        using var first = new RenderService(new RenderServiceOptions { Connection = connection, Node = "first", BatchMaximum = 7 }, dying, MonotonicClock.Instance);
        using var second = new RenderService(new RenderServiceOptions { Connection = connection, Node = "second", BatchMaximum = 7 }, living, MonotonicClock.Instance);
        first.Open();
        second.Open();
        using var client = new RenderClient(
            new RenderClientOptions { Connection = connection, NeuronsPerRequest = 10, RequestsAtOnce = 4, AnswerTimeout = TimeSpan.FromSeconds(0.5), Attempts = 20 },
            MonotonicClock.Instance);
        client.Open();
        var killer = new Thread(() =>
        {
            reached.Wait();
            var dyingConnection = new Thread(first.Break);
            dyingConnection.Start();
            Waiting.For(() => !first.IsConnected, "the node's end");
            released.Set();
            dyingConnection.Join();
        });
        killer.Start();
        var spikes = client.Render(Whole, CancellationToken.None);
        killer.Join();

        Assert.Equal(FakeRenderer.Expected(Whole), spikes);
        Assert.Equal(2, first.Rendered);
        Assert.InRange(second.Rendered, 18, long.MaxValue);
        Assert.InRange(client.Retries, 1, long.MaxValue);
        Assert.Equal((0L, 0L), (client.Damaged, second.Refused));
    }

    [MosquittoFact]
    public void Render_TwoNodes_BothTakeRequests()
    {
        using var broker = Mosquitto.StartOpen();
        var connection = MqttConnectionOptions.To("127.0.0.1", broker.Port);
        using var first = new RenderService(new RenderServiceOptions { Connection = connection }, new FakeRenderer(), MonotonicClock.Instance);
        using var second = new RenderService(new RenderServiceOptions { Connection = connection }, new FakeRenderer(), MonotonicClock.Instance);
        first.Open();
        second.Open();
        using var client = new RenderClient(new RenderClientOptions { Connection = connection, NeuronsPerRequest = 10 }, MonotonicClock.Instance);
        client.Open();
        Assert.Equal(FakeRenderer.Expected(Whole), client.Render(Whole, CancellationToken.None));
        Waiting.For(() => first.Rendered + second.Rendered == 20, "twenty answers");
        Assert.InRange(first.Rendered, 1, 19);
        Assert.Equal((20L, 0L, 0L), (client.Requests, client.Retries, client.Surplus));
    }

    [Fact]
    public void Open_EmbeddedBroker_SaysThatItSharesNothing()
    {
        using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });
        using var node = new RenderService(
            new RenderServiceOptions { Connection = MqttConnectionOptions.To("127.0.0.1", broker.Port) }, new FakeRenderer(), MonotonicClock.Instance);
        var error = Assert.Throws<SubscribeRefusedException>(node.Open);
        Assert.Equal("the MQTT broker refused the subscription '$share/noble/noble/bench/render': shared subscriptions not supported", error.Message);
    }

    [MosquittoFact]
    public void Render_RefusedEverywhere_SaysWhy()
    {
        using var broker = Mosquitto.StartOpen();
        var connection = MqttConnectionOptions.To("127.0.0.1", broker.Port);
        using var node = new RenderService(new RenderServiceOptions { Connection = connection, TracesMaximum = 100 }, new FakeRenderer(), MonotonicClock.Instance);
        node.Open();
        using var client = new RenderClient(new RenderClientOptions { Connection = connection, NeuronsPerRequest = 10, RequestsAtOnce = 1, Attempts = 2 }, MonotonicClock.Instance);
        client.Open();
        AssertFails("current 2 nA: expected at most 1 nA", Whole with { Count = 10, CurrentNanoamperes = 2 });
        AssertFails("this node has model abc, not the one that was asked for", Whole with { Count = 10, ModelHash = "def" });
        AssertFails("10 neurons in 11 trials: expected at most 100 traces a request", Whole with { Count = 10, Trials = 11 });
        Assert.Equal((0L, 6L), (node.Rendered, node.Refused));

        void AssertFails(string reason, RenderRequest request)
        {
            var error = Assert.Throws<RenderFailedException>(() => client.Render(request, CancellationToken.None));
            Assert.Equal($"neurons 10 to 19: not rendered after 2 attempts ({reason})", error.Message);
        }
    }

    [Fact]
    public void Render_NobodyAnswersAndItIsCancelled_Ends()
    {
        using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });
        using var client = new RenderClient(
            new RenderClientOptions { Connection = MqttConnectionOptions.To("127.0.0.1", broker.Port), AnswerTimeout = TimeSpan.FromSeconds(0.05), Attempts = 2 }, MonotonicClock.Instance);
        client.Open();
        Assert.EndsWith("(no answer in time)", Assert.Throws<RenderFailedException>(() => client.Render(Whole, CancellationToken.None)).Message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => client.Render(Whole, new CancellationToken(canceled: true)));
        Assert.Throws<ArgumentOutOfRangeException>(() => client.Render(Whole with { Count = 0 }, CancellationToken.None));
    }
}
