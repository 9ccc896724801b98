using System.Text.Json;
using Noble.Edge.Rig;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>The whole program with a circuit between the shipped Pvalb neurons and the virtual preparation, changed while it runs.</summary>
public sealed class CircuitRunTests : IDisposable
{
    private const int Piece = 500; // [ms] between two commands

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Commands_HoldingAndConductances_ChangeVoltageAndSpikesAndReplayBitForBit()
    {
        var recording = _folder.File("run.nobl");
        using var run = NobleEdge.Start("run", Write("""{ "limits": { "minimumNanoamperes": -0.5, "maximumNanoamperes": 0.25, "stimuliPerSecond": 10000, "loopWatchdogMilliseconds": 5000 } }"""));
        var port = run.BrokerPort();
        using var commander = new MqttCommander(MqttConnectionOptions.To("127.0.0.1", port), new StreamTopics("bench"), MonotonicClock.Instance);
        commander.Open();
        run.WaitFor("port commands");
        Assert.Equal((true, null), Send("heartbeat", null)); // the loop runs
        Wait();
        Assert.Equal((true, null), Send("holding", 0.3, cell: 0));
        Wait();
        Assert.Equal((true, null), Send("conductance", 20, connection: "excitation"));
        Wait();
        Assert.Equal((true, null), Send("conductance", 0, connection: "synapses[0]"));
        Assert.Equal((true, null), Send("holding", 0, cell: 0));
        Assert.Equal((true, null), Send("holding", 0.35, cell: -2));
        Wait();
        Assert.Equal((true, null), Send("conductance", 8, connection: "gap"));
        Wait();
        Assert.Equal((true, null), Send("background-inhibitory", 30, cell: -1));
        Wait();
        Assert.Equal((false, "holding 0.45 nA: expected -0.4 to 0.4, the limits of the circuit"), Send("holding", 0.45, cell: -1));
        Assert.Equal((false, "conductance 61 nS: expected 0 to 60, the limits of the circuit"), Send("conductance", 61, connection: "gap"));
        NobleEdge.AssertMistake(
            "rig 'bench' refused: conductance: no connection 'gab': expected a name of the circuit, synapses[0 to 1], electrical[0 to 0]",
            "command", "conductance", "--connection", "gab", "--value", "1", "--broker", $"127.0.0.1:{port}");
        Assert.Equal((0, "holding: accepted by rig 'bench'\n", ""), NobleEdge.Run("command", "holding", "--cell", "-2", "--value", "0", "--broker", $"127.0.0.1:{port}"));
        Assert.Equal((true, null), Send("stop", null));
        Assert.True(run.ExitCode == 0, run.Error);

        var records = RigLogReader.Records(recording).ToArray();
        var changes = records.Where(record => record is { Kind: RigRecordKind.Input, Detail: (byte)InputKind.Circuit }).ToArray();
        Assert.Equal(
            [(CircuitCommandKind.Holding, 0, 0.3), (CircuitCommandKind.Synapse, 0, 20), (CircuitCommandKind.Synapse, 0, 0), (CircuitCommandKind.Holding, 0, 0), (CircuitCommandKind.Holding, 3, 0.35),
                (CircuitCommandKind.Electrical, 0, 8), (CircuitCommandKind.BackgroundInhibitory, 0, 30), (CircuitCommandKind.Holding, 3, 0.0)],
            changes.Select(Change));
        long[] at = [0, .. changes.Select(record => record.TimeNanoseconds)];

        // Neuron 0 rests, fires with its holding current, and rests again; its spikes drive cell -1 only through the synapse.
        Assert.Empty(Spikes(0, at[0], at[1]));
        Assert.InRange(Spikes(0, at[1], at[2]).Count(), 5, 400);
        Assert.InRange(Spikes(0, at[2], at[3]).Count(), 5, 400);
        Assert.Empty(Spikes(0, at[4] + 20_000_000, at[8]));
        Assert.Empty(Fired(0, at[0], at[2]));
        Assert.InRange(Fired(0, at[2], at[3]).Count(), 1, 400);
        Assert.Empty(Fired(0, at[3] + 100_000_000, at[8]));

        // Cell -2 gets no more than the safety box allows, and fires; the gap junction with a resting neuron then draws its current off.
        Assert.Equal(0.25, Stimuli(1, at[5], at[6]).Max());
        Assert.Contains(records, record => record is { Kind: RigRecordKind.Limit, Detail: (byte)LimitKind.Current, Channel: 1 } && Math.Abs(record.Value - 0.35) < 0.1 && record.TimeNanoseconds > at[5]);
        var (before, after) = (Rate(1, at[5] + 20_000_000, at[6]), Rate(1, at[6] + 20_000_000, at[7]));
        Assert.True(before > 20 && after < 0.9 * before, $"{before:0.0} and {after:0.0} Hz");

        // Inhibition towards -75 mV pulls cell -1 under its rest of -70 mV.
        Assert.Equal(-70, Voltage(0, at[6] + 100_000_000, at[7]).Average(), 0.5);
        Assert.InRange(Voltage(0, at[7] + 100_000_000, at[8]).Average(), -75, -72);

        var summary = JsonDocument.Parse(File.ReadAllText(_folder.File("s.json"))).RootElement;
        var circuit = summary.GetProperty("ticks").GetProperty("circuit");
        Assert.Equal((8, 0), (circuit.GetProperty("commandsTaken").GetInt64(), circuit.GetProperty("commandsRefused").GetInt64()));
        Assert.Equal(3, summary.GetProperty("loop").GetProperty("ports").GetProperty("commands").GetProperty("refused").GetInt64());
        var (code, output, error) = NobleEdge.Run("replay", recording);
        Assert.True(code == 0, output + error);
        Assert.EndsWith("identical bit for bit\n", output, StringComparison.Ordinal);
        Assert.Contains("input circuit port 1 synapses[0] 20 nS\n", NobleEdge.Run("log", recording, "--kind", "inputs").Output, StringComparison.Ordinal);

        IEnumerable<double> Stimuli(int channel, long from, long to) => Of(RigRecordKind.Stimulus, channel, from, to).Select(record => record.Value);
        IEnumerable<RigRecord> Spikes(int neuron, long from, long to) => Of(RigRecordKind.Spike, neuron, from, to);
        IEnumerable<RigRecord> Fired(int cell, long from, long to) => Of(RigRecordKind.Input, cell, from, to).Where(record => record is { Detail: (byte)InputKind.Spike, Source: 0 });
        double Rate(int cell, long from, long to) => Fired(cell, from, to).Count() / ((to - from) * 1e-9); // a busy machine makes the stretches unlike
        IEnumerable<double> Voltage(int cell, long from, long to) =>
            Of(RigRecordKind.Input, cell, from, to).Where(record => record is { Detail: (byte)InputKind.Sample, Source: 0 }).Select(record => record.Value);
        IEnumerable<RigRecord> Of(RigRecordKind kind, int channel, long from, long to) =>
            records.Where(record => record.Kind == kind && record.Channel == channel && record.TimeNanoseconds >= from && record.TimeNanoseconds < to);
        (bool IsAccepted, string? Reason)? Send(string command, double? value, int? cell = null, string? connection = null) => commander.Send(command, value, Patience, cell, connection);
    }

    [Fact]
    public void Commands_WithoutACircuit_AreRefused()
    {
        using var run = NobleEdge.Start("run", "--operator", "streaming", "--model", Model, "--neurons", "1", "--broker", "embedded:0", "--duration", "forever");
        var broker = $"127.0.0.1:{run.BrokerPort()}";
        run.WaitFor("port commands");
        NobleEdge.AssertMistake("rig 'bench' refused: holding: this run has no circuit", "command", "holding", "--cell", "0", "--value", "0.1", "--broker", broker);
        run.Terminate();
        Assert.Equal(0, run.ExitCode);
    }

    private static string Model => Repository.Path("runtime", "models", "pvalb-318331342.noble");

    // Not held to: it is only what the experiment has between two commands.
    private static void Wait() => MonotonicClock.Instance.SleepUntil(MonotonicClock.Instance.NowNanoseconds + (Piece * 1_000_000L));

    private static (CircuitCommandKind Kind, int Index, double Value) Change(RigRecord record)
    {
        var command = CircuitCommand.Of(new InputEvent(0, InputKind.Circuit, 0, record.Channel, record.Value));
        return (command.Kind, command.Index, command.Value);
    }

    private string Write(string limits)
    {
        File.WriteAllText(_folder.File("run.json"), $$"""
            {
              "model": "{{Model}}", "operator": "streaming", "tickMilliseconds": 0.5, "longestBehindMilliseconds": 1000, "neurons": 2, "population": "training",
              "currentNanoamperes": 0, "duration": "forever", "broker": "embedded:0", "summary": "{{_folder.File("s.json")}}",
              "ports": [ { "type": "virtual", "name": "rig", "neurons": 2, "noiseNanoamperes": 0, "sampleMilliseconds": 0.1, "sampledNeurons": [0, 1] } ],
              "circuit": {
                "preparation": [
                  { "port": "rig", "channel": 0, "stimulusChannel": 0, "maximumNanoamperes": 0.4, "spikeThresholdMillivolts": -51, "holdMilliseconds": 100 },
                  { "port": "rig", "channel": 1, "stimulusChannel": 1, "maximumNanoamperes": 0.4, "spikeThresholdMillivolts": -51, "holdMilliseconds": 100 }
                ],
                "synapses": [ { "name": "excitation", "from": 0, "to": -1, "conductanceNanosiemens": 0 }, { "from": -1, "to": 0, "inhibitory": true, "conductanceNanosiemens": 1 } ],
                "electrical": [ { "name": "gap", "from": 1, "to": -2, "conductanceNanosiemens": 0 } ],
                "background": [ { "cell": -1 } ],
                "limits": { "conductanceNanosiemens": 60 }
              },
              "recording": { "file": "{{_folder.File("run.nobl")}}" },
              {{limits.Trim()[1..^1]}}
            }
            """);
        return _folder.File("run.json");
    }
}
