using System.Text.Json;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>The whole program with a closed loop on the virtual preparation.</summary>
public sealed class ClosedLoopRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public ClosedLoopRunTests() => _model = SpikingModel.Write(_folder.File("small.noble"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_ClosedLoop_AnswersAndEveryCountAgrees()
    {
        var (code, summary, error) = Run(Controllers, "--duration", "1s");

        Assert.True(code == 0, error);
        var loop = summary.GetProperty("loop");
        Assert.Equal(1000, Long(loop, "ticks"), 2.0);
        Assert.Equal(loop.GetProperty("ports").GetProperty("slice").GetProperty("spikes").GetInt64(), Long(loop, "inputs"));
        Assert.True(Long(loop, "responses") > 0);
        Assert.True(Long(loop, "responseSpikes") > 0);
        Assert.True(Long(loop, "stimuli") > 0);
        Assert.Equal(Long(summary, "played"), Long(summary, "rendered") + Long(loop, "responseSpikes") - Long(summary, "notDue"));
        Assert.Equal(Long(summary, "played"), Long(summary, "published"));
        Assert.Equal(Long(summary, "played"), File.ReadAllLines(_folder.File("s.csv")).Length - 1);
        Assert.Equal("end of the experiment", loop.GetProperty("safeState").GetString());
        Assert.Contains("closed loop: rate-clamp, activity-dependent", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_EmergencySignal_IsSafeAndExitsWithOne()
    {
        using var run = NobleEdge.Start(Arguments(Controllers, "--duration", "forever"));
        run.WaitFor("mqtt://127.0.0.1:");
        run.WaitFor("response burst");
        run.Signal(10);

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("noble-edge: error: every output is in its safe state: emergency stop, signal\n", run.Error, StringComparison.Ordinal);
        Assert.Equal("emergency stop", Summary().GetProperty("ended").GetString());
    }

    [Fact]
    public void Command_EmergencyStop_IsAnsweredAndEndsTheRun()
    {
        using var run = NobleEdge.Start(Arguments(Controllers, "--duration", "forever"));
        var broker = $"127.0.0.1:{run.BrokerPort()}";
        run.WaitFor("response burst");

        Assert.Equal((0, "target: accepted by rig 'bench'\n", ""), NobleEdge.Run("command", "target", "--value", "20", "--broker", broker));
        NobleEdge.AssertMistake("rig 'bench' refused: target: expected a value, it is missing", "command", "target", "--broker", broker);
        Assert.Equal((0, "emergency-stop: accepted by rig 'bench'\n", ""), NobleEdge.Run("command", "emergency-stop", "--broker", broker));
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("emergency stop, commanded", Summary().GetProperty("loop").GetProperty("safeState").GetString());
    }

    [Fact]
    public void Command_Stop_EndsTheRunInOrder()
    {
        using var run = NobleEdge.Start(Arguments(Controllers, "--duration", "forever"));
        var broker = $"127.0.0.1:{run.BrokerPort()}";
        run.WaitFor("response burst");

        Assert.Equal(0, NobleEdge.Run("command", "stop", "--broker", broker).ExitCode);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("command", Summary().GetProperty("ended").GetString());
    }

    [Fact]
    public void Recording_Replayed_IsIdenticalBitForBit()
    {
        var recorded = Controllers.Replace("\"limits\"", "\"recording\": { \"file\": \"r.nobl\" }, \"limits\"", StringComparison.Ordinal);
        var (code, summary, error) = Run(recorded, "--duration", "1s", "--variability", "0.2", "--seed", "7");
        Assert.True(code == 0, error);
        var played = Long(summary, "played");
        Assert.Equal(0, summary.GetProperty("recording").GetProperty("lost").GetInt64());

        var (replayed, output, errors) = NobleEdge.Run("replay", _folder.File("r.nobl"), "--spikes", _folder.File("again.csv"));
        Assert.Equal((0, ""), (replayed, errors));
        Assert.EndsWith("identical bit for bit\n", output, StringComparison.Ordinal);
        var loop = summary.GetProperty("loop");
        Assert.Contains($"{Long(loop, "inputs")} events in, ", output, StringComparison.Ordinal);
        Assert.Contains($"{played - Long(loop, "responseSpikes")} spikes of the population compared", output, StringComparison.Ordinal);

        // Another run's weights are another model, and said to be.
        var other = SmallModel.Write(_folder.File("other.noble"), seed: 9);
        var (refused, _, reason) = NobleEdge.Run("replay", _folder.File("r.nobl"), "--model", other);
        Assert.Equal(2, refused);
        Assert.Contains("expected that of the recording", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Recording_ThatIsThere_IsNotOverwritten()
    {
        var recorded = Controllers.Replace("\"limits\"", "\"recording\": { \"file\": \"r.nobl\" }, \"limits\"", StringComparison.Ordinal);
        Assert.Equal(0, Run(recorded, "--duration", "100ms").Code);
        var before = File.ReadAllBytes(_folder.File("r.nobl"));

        var (code, _, error) = Run(recorded, "--duration", "100ms");
        Assert.Equal(2, code);
        Assert.Contains("r.nobl", error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder.File("r.nobl")));
    }

    [Fact]
    public void Example_OfTheRepository_RunsAndReplays()
    {
        File.WriteAllText(_folder.File("run.json"), File.ReadAllText(Path.Combine(RepositoryRoot(), "examples", "closed-loop", "closed-loop.json")));
        var (code, _, error) = NobleEdge.Run(
            "run", _folder.File("run.json"), "--model", _model, "--neurons", "8", "--duration", "1s", "--summary", _folder.File("s.json"));
        Assert.True(code == 0, error);
        Assert.True(Long(Summary().GetProperty("loop"), "stimuli") > 0);
        Assert.Equal(0, NobleEdge.Run("replay", _folder.File("closed-loop.nobl")).ExitCode);
    }

    [Theory]
    [InlineData("gpio")]
    [InlineData("page")]
    public void Run_PortNamedAsOneOfTheRunsOwn_IsAMistake(string name)
    {
        var (code, _, error) = Run(Controllers.Replace("\"slice\"", $"\"{name}\"", StringComparison.Ordinal), "--duration", "1s");

        Assert.Equal(2, code);
        Assert.EndsWith($"run.json: a port is named '{name}', as one that every run has (gpio, mqtt, recording, commands, page): expected another name\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_StimulusWithoutLimits_IsAMistake()
    {
        var (code, _, error) = Run(Controllers.Replace("{ \"maximumNanoamperes\": 0.4 }", "{ \"slewNanoamperesPerMillisecond\": 1 }", StringComparison.Ordinal), "--duration", "1s");

        Assert.Equal(2, code);
        Assert.Contains("limits allow no current, and the rig has 4 stimulus channel(s): expected minimumNanoamperes or maximumNanoamperes", error, StringComparison.Ordinal);
    }

    private const string Controllers = """
        {
          "ports": [ { "type": "virtual", "name": "slice", "neurons": 4, "biasNanoamperes": 0.25 } ],
          "responses": [ { "name": "burst", "currentNanoamperes": 0.3 } ],
          "controllers": [
            { "type": "rate-clamp", "targetHertz": 60, "spikes": { "channels": 1 }, "maximumNanoamperes": 0.4 },
            { "type": "activity-dependent", "count": 2, "response": "burst", "refractoryMilliseconds": 50, "maximumPerMinute": 1000 }
          ],
          "limits": { "maximumNanoamperes": 0.4 }
        }
        """;

    private (int Code, JsonElement Summary, string Error) Run(string configuration, params string[] arguments)
    {
        var (code, _, error) = NobleEdge.Run(Arguments(configuration, arguments));
        return (code, code == 2 ? default : Summary(), error);
    }

    private string[] Arguments(string configuration, params string[] more)
    {
        File.WriteAllText(_folder.File("run.json"), configuration);
        return
        [
            "run", _folder.File("run.json"), "--model", _model, "--broker", "embedded:0", "--neurons", "2", "--spikes", _folder.File("s.csv"),
            "--summary", _folder.File("s.json"), .. more,
        ];
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Noble.Edge.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no Noble.Edge.sln above the tests");
        }

        return folder;
    }

    private JsonElement Summary() => JsonDocument.Parse(File.ReadAllBytes(_folder.File("s.json"))).RootElement;

    private static long Long(JsonElement summary, string name) => summary.GetProperty(name).GetInt64();
}
