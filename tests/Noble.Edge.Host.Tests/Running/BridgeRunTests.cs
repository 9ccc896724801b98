using System.Text.Json;
using Noble.Edge.FirmwareBridge.Tests;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>The whole program, and the firmware as a program at the other end of a unix socket.</summary>
public sealed class BridgeRunTests : IDisposable
{
    private const byte EmergencyInput = 6;

    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public BridgeRunTests() => _model = SpikingModel.Write(_folder.File("small.noble"));

    public void Dispose() => _folder.Dispose();

    [GccFact]
    public void Run_Bridge_EverySpikeThatIsEmittedLeavesAtItsTick()
    {
        using var board = new SimulatedBoard(_folder.File("."));
        var (code, _, error) = NobleEdge.Run(Arguments(board, "--duration", "2s"));
        board.Stop();

        Assert.True(code == 0, error);
        Assert.Contains("port bridge: simulated, firmware ", error, StringComparison.Ordinal);
        var summary = Summary();
        var port = Port(summary);
        var emissions = board.Records().Where(record => record.Kind == SimulatedBoard.Emission).ToArray();
        Assert.True(emissions.Length > 10, $"{emissions.Length} emissions");
        Assert.All(emissions, record => Assert.InRange(record.Difference, 0, 1));
        Assert.Equal(emissions.Length, emissions.Distinct().Count());
        Assert.Equal(emissions.Length, Long(port, "emitted"));
        Assert.Equal(Long(port, "handedOver"), Ends(port));
        Assert.Equal(Long(summary, "played"), Long(port, "handedOver") - Long(port, "withdrawn"));
    }

    [GccFact]
    public void Run_EmergencyInputOfTheBoard_StopsTheRun()
    {
        using var board = new SimulatedBoard(_folder.File("."));
        using var run = NobleEdge.Start(Arguments(board, "--duration", "forever"));
        run.WaitFor("port bridge: simulated");
        board.Pin(SimulatedBoard.EmergencyAsserted);

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("every output is in its safe state: emergency stop, input line\n", run.Error, StringComparison.Ordinal);

        // Released, it is not armed again before somebody says that they have looked.
        board.Pin(SimulatedBoard.EmergencyReleased);
        var (refused, _, reason) = NobleEdge.Run(Arguments(board, "--duration", "100ms"));
        Assert.Equal(2, refused);
        Assert.Contains("expected \"armAfterEmergency\": true", reason, StringComparison.Ordinal);
        File.WriteAllText(_folder.File("run.json"), File.ReadAllText(_folder.File("run.json")).Replace("\"type\"", "\"armAfterEmergency\": true, \"type\"", StringComparison.Ordinal));
        var (code, _, error) = NobleEdge.Run("run", _folder.File("run.json"), "--model", _model, "--broker", "embedded:0", "--neurons", "4", "--duration", "100ms");
        Assert.True(code == 0, error);
        board.Stop();
        var records = board.Records();
        var stopped = Array.FindIndex(records, record => record is (SimulatedBoard.MadeSafe, EmergencyInput, _, _, _));
        Assert.True(stopped >= 0);
        Assert.DoesNotContain(records.Skip(stopped).TakeWhile(record => record.Kind != SimulatedBoard.Armed), record => record.Kind == SimulatedBoard.Emission);
    }

    [GccFact]
    public void Run_BoardRestarts_StreamingGoesOn()
    {
        using var board = new SimulatedBoard(_folder.File("."));
        using var run = NobleEdge.Start(Arguments(board, "--duration", "6s"));
        run.WaitFor("port bridge: simulated");
        Assert.True(SpinWait.SpinUntil(() => board.Records().Any(record => record.Kind == SimulatedBoard.Emission), TimeSpan.FromSeconds(30)), run.Error);
        board.Kill();
        board.Start();

        Assert.True(run.ExitCode == 0, run.Error);
        board.Stop();
        var port = Port(Summary());
        Assert.Equal(1, Long(port, "deviceRestarts"));
        Assert.Equal(Long(port, "handedOver"), Ends(port));
        Assert.True(Long(port, "emitted") > 0, "nothing was emitted after the restart");
        Assert.All(board.Records().Where(record => record.Kind == SimulatedBoard.Emission), record => Assert.InRange(record.Difference, 0, 1));
    }

    [GccFact]
    public void Info_SaysWhatIsThereAndArmsNothing()
    {
        using var board = new SimulatedBoard(_folder.File("."));
        var (code, output, error) = NobleEdge.Run("bridge", "info", board.Address);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("board      simulated, firmware ", output, StringComparison.Ordinal);
        Assert.Contains("outputs    16 pulse lines, AER bus, simulated", output, StringComparison.Ordinal);
        Assert.Contains("inputs     8 edges, 8 analogue of 12 bits, emergency stop", output, StringComparison.Ordinal);
        Assert.Contains("stimulus   2 channels of 12 bits", output, StringComparison.Ordinal);
        Assert.Contains("state      safe", output, StringComparison.Ordinal);
        Assert.Contains("clock      drift ", output, StringComparison.Ordinal);
    }

    [GccFact]
    public void Monitor_ShowsInputs()
    {
        using var board = new SimulatedBoard(_folder.File("."));
        using var monitor = NobleEdge.Start("bridge", "monitor", board.Address);
        Assert.True(SpinWait.SpinUntil(() => monitor.Output.Contains("state      safe", StringComparison.Ordinal), TimeSpan.FromSeconds(30)), monitor.Output);
        board.Pin(SimulatedBoard.InputHigh + 3);
        Assert.True(SpinWait.SpinUntil(() => monitor.Output.Contains("input      rising 3 0 at tick ", StringComparison.Ordinal), TimeSpan.FromSeconds(30)), monitor.Output);
        monitor.Terminate();
        Assert.Equal((0, ""), (monitor.ExitCode, monitor.Error));
    }

    [Fact]
    public void Info_NoDevice_IsOneLine()
    {
        var (code, output, error) = NobleEdge.Run("bridge", "info", $"unix:{_folder.File("nothing")}");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("nothing", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n'), line => line.Contains("error: ", StringComparison.Ordinal));
    }

    [Fact]
    public void FlashHelp_NamesTheFilesOfTheBuild()
    {
        var (code, output, _) = NobleEdge.Run("bridge", "flash-help");
        Assert.Equal(0, code);
        Assert.Contains("artifacts/firmware/stm32f446.bin", output, StringComparison.Ordinal);
        Assert.Contains("make rig-sim", output, StringComparison.Ordinal);
        NobleEdge.AssertMistake("board 'teensy': expected stm32f446 or mps2-an386", "bridge", "flash-help", "teensy");
    }

    private static long Ends(JsonElement port) => new[] { "accepted", "lateOnHost", "lateOnArrival", "refused", "dropped", "withdrawn", "lostWithDevice" }.Sum(name => Long(port, name));

    private string[] Arguments(SimulatedBoard board, params string[] more)
    {
        File.WriteAllText(
            _folder.File("run.json"),
            $$"""{ "ports": [ { "type": "bridge", "address": "{{board.Address}}", "lines": [0, 1, 2, 3], "pulseMilliseconds": 0.2, "lookAheadMilliseconds": 100, "lateLimitMilliseconds": 0.001 } ] }""");
        return
        [
            "run", _folder.File("run.json"), "--model", _model, "--broker", "embedded:0", "--neurons", "4", "--summary", _folder.File("s.json"), .. more,
        ];
    }

    private static JsonElement Port(JsonElement summary) => summary.GetProperty("loop").GetProperty("ports").GetProperty("bridge");

    private JsonElement Summary() => JsonDocument.Parse(File.ReadAllBytes(_folder.File("s.json"))).RootElement;

    private static long Long(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
