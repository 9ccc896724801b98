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

    private JsonElement Summary() => JsonDocument.Parse(File.ReadAllBytes(_folder.File("s.json"))).RootElement;

    private static long Long(JsonElement summary, string name) => summary.GetProperty(name).GetInt64();
}
