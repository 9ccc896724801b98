using System.Text.Json;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>The whole program, live, for a fraction of a second at a time.</summary>
public sealed class RunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public RunTests() => _model = SpikingModel.Write(_folder.File("small.noble"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_ToItsEnd_EveryCountAgrees()
    {
        var summary = Run("--duration", "500ms");
        var spikes = File.ReadAllLines(_folder.File("s.csv"));
        var rendered = Long(summary, "rendered");
        Assert.True(rendered > 0);
        Assert.Equal(rendered, Long(summary, "played"));
        Assert.Equal(rendered, Long(summary, "published"));
        Assert.Equal(rendered, Long(summary, "gpioPulses"));
        Assert.Equal(2 * rendered, Long(summary, "gpioToggles"));
        Assert.Equal(rendered, spikes.Length - 1);
        Assert.Equal((0, 0, 0), (Long(summary, "notDue"), Long(summary, "dropped"), Long(summary, "undeliveredMessages")));
        Assert.Equal("duration", summary.GetProperty("ended").GetString());
        Assert.Equal(0.5, summary.GetProperty("experimentSeconds").GetDouble());
        Assert.InRange(summary.GetProperty("firstSpikePublishedSeconds").GetDouble(), 0, 60);
        Assert.Equal(spikes.Length - 1, spikes.Skip(1).Distinct().Count());
        Assert.All(spikes.Skip(1), line => Assert.InRange(double.Parse(line.Split(',')[1], null), 0, 500));
    }

    [Fact]
    public void Run_SameSeed_SameSpikes()
    {
        Run("--duration", "200ms", "--variability", "0.3");
        var first = File.ReadAllLines(_folder.File("s.csv"));
        Run("--duration", "200ms", "--variability", "0.3", "--threads", "1");
        Assert.Equal(first, File.ReadAllLines(_folder.File("s.csv")));
    }

    [Theory]
    [InlineData("--seed", "9")]
    [InlineData("--current", "0.3")]
    [InlineData("--variability", "0.8")]
    [InlineData("--population", "training")]
    [InlineData("--neurons", "1")]
    public void Run_Option_ChangesTheSpikes(string option, string value)
    {
        Run("--duration", "200ms");
        var first = File.ReadAllLines(_folder.File("s.csv"));
        Run("--duration", "200ms", option, value);
        Assert.NotEqual(first, File.ReadAllLines(_folder.File("s.csv")));
    }

    [Fact]
    public void Run_GpioLines_OnlyThoseNeuronsPulse()
    {
        var summary = Run("--duration", "200ms", "--gpio-lines", "1");
        Assert.Equal(1, Long(summary, "gpioLines"));
        Assert.True(Long(summary, "gpioUnmapped") > 0);
        Assert.Equal(Long(summary, "played"), Long(summary, "gpioPulses") + Long(summary, "gpioUnmapped"));
    }

    [Fact]
    public void Run_Threads_AreTheEngines() =>
        Assert.Contains("1 threads", Run("--duration", "100ms", "--threads", "1").GetProperty("engine").GetString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("pulseWidthMilliseconds", "1000", "gpioRetriggered")]
    [InlineData("lateAfterMilliseconds", "7.5", "lateAfterMilliseconds")]
    [InlineData("flushIntervalMilliseconds", "100", "publishedBatches")]
    [InlineData("thresholdMillivolts", "50", "rendered")]
    public void Run_KeyOfTheConfiguration_ChangesTheRun(string key, string value, string effect)
    {
        var plain = Run("--duration", "300ms").GetProperty(effect).GetRawText();
        File.WriteAllText(_folder.File("run.json"), $"{{ \"{key}\": {value} }}");
        Assert.NotEqual(plain, Run(_folder.File("run.json"), "--duration", "300ms").GetProperty(effect).GetRawText());
    }

    [Fact]
    public void Run_Quiet_SaysNothing()
    {
        Assert.Equal((0, "", ""), NobleEdge.Run("run", "--model", _model, "--broker", "embedded:0", "--neurons", "1", "--duration", "100ms", "--quiet"));
        var (_, output, error) = NobleEdge.Run("run", "--model", _model, "--broker", "embedded:0", "--neurons", "1", "--duration", "100ms");
        Assert.Contains("streamed  0.100 s of experiment, 1 neurons of small", output, StringComparison.Ordinal);
        Assert.Contains("1 neurons of small at 0.15 nA", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Terminated_FlushesAndEndsWellAndTheWatcherHasEverySpike()
    {
        using var run = NobleEdge.Start([.. Arguments(), "--duration", "forever", "--rig", "seven", "--await-subscribers", "1"]);
        using var watch = NobleEdge.Start("watch", "--broker", $"127.0.0.1:{run.BrokerPort()}", "--rig", "seven");
        watch.WaitFor(" 1\n");
        run.Terminate();
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(0, watch.ExitCode);

        var summary = Summary();
        Assert.Equal("signal", summary.GetProperty("ended").GetString());
        Assert.Equal(Long(summary, "played"), Long(summary, "published"));
        Assert.Equal(Long(summary, "rendered"), Long(summary, "played") + Long(summary, "notDue"));
        var played = File.ReadAllLines(_folder.File("s.csv")).Skip(1).Select(line => $"{line.Split(',')[1]} {line.Split(',')[0]}").Order();
        Assert.Equal(played, watch.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
        Assert.Equal("", watch.Error);
    }

    [Fact]
    public void Run_TerminatedWhileItWaits_EndsWell()
    {
        using var run = NobleEdge.Start([.. Arguments(), "--duration", "forever", "--await-subscribers", "1"]);
        run.WaitFor("waiting for 1 subscriber(s) of noble/bench/spikes");
        run.Terminate();
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(0, Long(Summary(), "played"));
    }

    [Fact]
    public void Watch_Count_EndsAfterThatManySpikes()
    {
        using var run = NobleEdge.Start([.. Arguments(), "--duration", "forever"]);
        var (code, output, error) = NobleEdge.Run("watch", "--broker", $"127.0.0.1:{run.BrokerPort()}", "--count", "5");
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(5, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        run.Terminate();
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void Watch_StreamBreaksOff_SaysSo()
    {
        using var run = NobleEdge.Start([.. Arguments(), "--duration", "forever"]);
        using var watch = NobleEdge.Start("watch", "--broker", $"127.0.0.1:{run.BrokerPort()}");
        watch.WaitFor("\n");
        var port = run.BrokerPort();
        run.Kill();
        Assert.Equal(1, watch.ExitCode);
        Assert.Equal($"noble-edge: error: the MQTT broker at 127.0.0.1:{port} closed the connection before a stream had ended\n", watch.Error);
    }

    private string[] Arguments() =>
    [
        "run", "--model", _model, "--broker", "embedded:0", "--neurons", "2", "--spikes", _folder.File("s.csv"), "--summary", _folder.File("s.json"),
    ];

    private JsonElement Run(params string[] arguments)
    {
        string[] plain = arguments.Contains("--neurons") ? [.. Arguments().Where((_, i) => i is not 5 and not 6)] : Arguments();
        var (code, _, error) = NobleEdge.Run([.. plain, .. arguments]);
        Assert.True(code == 0, error);
        return Summary();
    }

    private JsonElement Summary() => JsonDocument.Parse(File.ReadAllBytes(_folder.File("s.json"))).RootElement;

    private static long Long(JsonElement summary, string name) => summary.GetProperty(name).GetInt64();
}
