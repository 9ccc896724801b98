using System.Text.Json;
using Noble.Edge.Rig.Tests;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>What labs do to a running experiment: it ends in order all the same, and says what it lost.</summary>
public sealed class RunFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public RunFaultTests() => _model = SpikingModel.Write(_folder.File("small.noble"));

    public void Dispose() => _folder.Dispose();

    [MosquittoFact]
    public void Run_BrokerKilledForGood_EndsAndCountsWhatWasDropped()
    {
        using var broker = Mosquitto.StartOpen();
        using var run = NobleEdge.Start(Arguments($"127.0.0.1:{broker.Port}", "--duration", "forever"));
        using (var watch = NobleEdge.Start("watch", "--broker", $"127.0.0.1:{broker.Port}", "--count", "3"))
        {
            Assert.Equal(0, watch.ExitCode); // it streams
        }

        broker.Kill();
        WaitForSpikes(20);
        run.Terminate();

        Assert.Equal(1, run.ExitCode);
        var summary = Summary();
        var dropped = Long(summary, "dropped");
        Assert.True(dropped > 0);
        Assert.Equal(dropped, summary.GetProperty("droppedByPort").GetProperty("mqtt").GetInt64());
        Assert.EndsWith($"noble-edge: error: {dropped} spikes were dropped: mqtt {dropped}\n", run.Error, StringComparison.Ordinal);
        Assert.Equal("signal", summary.GetProperty("ended").GetString());

        // A batch may have been acknowledged without our knowing; none is counted as published that is counted as dropped.
        Assert.Equal(Long(summary, "played"), Long(summary, "published") + dropped);
        Assert.Equal(Long(summary, "played"), File.ReadAllLines(_folder.File("s.csv")).Length - 1);
    }

    [MosquittoFact]
    public void Run_BrokerKilledAndStartedAgain_LosesNothing()
    {
        using var broker = Mosquitto.StartOpen();
        using var run = NobleEdge.Start(Arguments($"127.0.0.1:{broker.Port}", "--duration", "forever"));
        WaitForSpikes(5);
        broker.Kill();
        WaitForSpikes(20);
        broker.Start();
        using (var watch = NobleEdge.Start("watch", "--broker", $"127.0.0.1:{broker.Port}", "--count", "3"))
        {
            Assert.Equal(0, watch.ExitCode); // it streams again
        }

        run.Terminate();

        Assert.True(run.ExitCode == 0, run.Error);
        var summary = Summary();
        Assert.True(Long(summary, "mqttReconnections") >= 1);
        Assert.Equal(0, Long(summary, "dropped"));
        Assert.Equal(Long(summary, "played"), Long(summary, "published"));
    }

    [Fact]
    public void Run_DiskFullForTheSpikes_StreamsToItsEndAndSaysSo()
    {
        var (code, _, error) = NobleEdge.Run("run", "--model", _model, "--broker", "embedded:0", "--neurons", "2", "--duration", "300ms", "--spikes", "/dev/full", "--summary", _folder.File("s.json"));

        Assert.Equal(1, code);
        Assert.Contains("noble-edge: error: ", error, StringComparison.Ordinal);
        Assert.Contains("No space left on device", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        var summary = Summary();
        Assert.True(Long(summary, "published") > 0);
        Assert.Equal(Long(summary, "played"), summary.GetProperty("droppedByPort").GetProperty("recording").GetInt64());
    }

    [Fact]
    public void Run_DiskFullForTheSummary_IsOneLine()
    {
        var (code, output, error) = NobleEdge.Run("run", "--model", _model, "--broker", "embedded:0", "--neurons", "2", "--duration", "100ms", "--summary", "/dev/full", "--quiet");

        Assert.Equal((1, ""), (code, output));
        Assert.Matches("^noble-edge: error: .*No space left on device.*\n$", error);
    }

    private void WaitForSpikes(int more)
    {
        var path = _folder.File("s.csv");
        var wanted = Lines() + more;
        Assert.True(SpinWait.SpinUntil(() => Lines() >= wanted, TimeSpan.FromSeconds(60)), "no more spikes are recorded");

        int Lines()
        {
            if (!File.Exists(path))
            {
                return 0;
            }

            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadToEnd().Count(letter => letter == '\n');
        }
    }

    private string[] Arguments(string broker, params string[] more) =>
    [
        "run", "--model", _model, "--broker", broker, "--neurons", "2", "--spikes", _folder.File("s.csv"), "--summary", _folder.File("s.json"), .. more,
    ];

    private JsonElement Summary() => JsonDocument.Parse(File.ReadAllBytes(_folder.File("s.json"))).RootElement;

    private static long Long(JsonElement summary, string name) => summary.GetProperty(name).GetInt64();
}
