using System.Text.Json;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Noble.Edge.FirmwareBridge.Tests;
using Noble.Edge.Operator;
using Noble.Edge.Rig;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>The whole program with currents, and conductances, from each source that samples come in through: they make the shipped Pvalb neurons fire, and silence of the source ends it.</summary>
public sealed class StimulusSourceRunTests : IDisposable
{
    private const long Millisecond = 1_000_000; // [ns]
    private const double Steps = 0.1; // [ms] of the model

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Mqtt_Samples_MakeNeuronsFireUntilTheyAreNotHeldAnyMore()
    {
        using var run = NobleEdge.Start("run", Write("""{ "stimulus": { "source": "mqtt", "topic": "desk/current", "holdMilliseconds": 200 } }"""));
        using var client = new MqttClientFactory().CreateMqttClient();
        var broker = run.BrokerPort();
        run.WaitFor("port commands");
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker).WithProtocolVersion(MqttProtocolVersion.V500).Build());
        await Send("""{"neuron": 1, "nanoamperes": 0.3}""", 20);
        await Send("0.3", 20); // all neurons
        await Send("much", 1);
        await Send("""{"neuron": 9, "nanoamperes": 0.3}""", 1);
        await Send("[0.1, null]", 1); // no number: what was there is held
        Sleep(600);
        Stop(broker);
        Assert.True(run.ExitCode == 0, run.Error);

        var records = Records();
        var samples = records.Where(IsSample).ToArray();
        var (first, all, last) = (samples[0].TimeNanoseconds, samples.First(record => record.Channel == -1).TimeNanoseconds, samples.Last(record => double.IsFinite(record.Value) && record.Channel == -1).TimeNanoseconds);
        AssertFires(records, 1, first, last);
        Assert.Empty(Spikes(records, 0, 0, all));
        AssertFires(records, 0, all, last);
        AssertRests(records, last + (200 * Millisecond));
        var (ticks, port) = Counts("stimulus");
        Assert.Equal((42, 1, 1), (Long(ticks, "stimulusSamples") + Long(ticks, "stimulusForeign"), Long(ticks, "stimulusNotFinite"), Long(ticks, "stimulusForeign")));
        Assert.Equal((42, 42, 1, 0), (Long(port, "messages"), Long(port, "samples"), Long(port, "damaged"), Long(port, "dropped")));
        AssertEmptySteps(ticks, records, last + (200 * Millisecond));
        AssertReplays();

        async Task Send(string payload, int times)
        {
            for (var i = 0; i < times; i++)
            {
                await client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic("desk/current").WithPayload(payload).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());
                Sleep(times > 1 ? 20 : 1);
            }
        }
    }

    [Fact]
    public async Task Mqtt_AWaveformThatWaitsForItsTurn_IsPlayedOnceAndHeldAtItsEnd()
    {
        using var run = NobleEdge.Start("run", Write("""{ "stimulus": { "source": "mqtt", "topic": "desk/current", "sampleMilliseconds": 1, "delayMilliseconds": 50, "bufferMilliseconds": 100, "holdMilliseconds": 20 } }"""));
        using var client = new MqttClientFactory().CreateMqttClient();
        var broker = run.BrokerPort();
        run.WaitFor("port commands");
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker).WithProtocolVersion(MqttProtocolVersion.V500).Build());
        var waveform = new byte[CurrentDatagram.HeaderLength + (600 * sizeof(float))];
        var values = Enumerable.Repeat(0.3f, 600).ToArray(); // more than there is room for: the oldest make room
        await client.PublishAsync(new MqttApplicationMessageBuilder().WithTopic("desk/current").WithPayload(waveform[..new CurrentDatagram(0, -1, 1, 600, 0).Write(values, waveform)]).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());
        Sleep(2_500); // on a busy machine the message is late, and the run has to last beyond it
        Stop(broker);
        Assert.True(run.ExitCode == 0, run.Error);

        var records = Records();
        var (ticks, port) = Counts("stimulus");
        var dropped = Long(ticks, "stimulusDropped") / 2;
        Assert.InRange(dropped, 1, 500);
        Assert.Equal((600, 0, 0), (Long(ticks, "stimulusSamples"), Long(ticks, "stimulusNotFinite"), Long(ticks, "currentsOutOfRange")));
        Assert.Equal((1, 600, 0), (Long(port, "messages"), Long(port, "samples"), Long(port, "dropped")));
        var came = records.First(IsSample).TimeNanoseconds;
        AssertFires(records, 0, came, came + ((600 - dropped + 10) * Millisecond));
        AssertRests(records, records.Last(IsSample).TimeNanoseconds + ((600 - dropped + 20) * Millisecond));

        // Neurons times turns: 20 ms and the turn at their end. On a busy machine the waveform comes in pieces, and after each it may run dry.
        long[] times = [.. records.Where(IsSample).Select(record => record.TimeNanoseconds)];
        var pieces = 1 + times.Zip(times.Skip(1)).Count(pair => pair.Second - pair.First > Millisecond);
        Assert.InRange(Long(ticks, "stimulusHeld"), 2 * 20, 2 * 22 * pieces);
        AssertReplays();
    }

    [Fact]
    public async Task Conductances_OfAFileAndOverMqttAndUdp_ExciteAndInhibitAndReplay()
    {
        // 6 nS at 0 mV fire the neurons; 20 nS at -75 mV from elsewhere silence one of them, then both.
        NpyFile.Write(_folder.File("G.npy"), Enumerable.Repeat(6f, 20).ToArray(), 20);
        using var reserved = new System.Net.Sockets.UdpClient(0);
        var udp = ((System.Net.IPEndPoint)reserved.Client.LocalEndPoint!).Port;
        reserved.Close();
        using var run = NobleEdge.Start("run", Write($$"""
            {
              "conductances": [
                { "source": "file", "reversalMillivolts": 0, "file": "G.npy", "sampleMilliseconds": 1, "loop": true },
                { "source": "mqtt", "reversalMillivolts": -75, "topic": "desk/inhibition", "holdMilliseconds": 60000 },
                { "source": "udp", "reversalMillivolts": -75, "listen": "127.0.0.1:{{udp}}", "holdMilliseconds": 60000 }
              ]
            }
            """));
        using var client = new MqttClientFactory().CreateMqttClient();
        var broker = run.BrokerPort();
        run.WaitFor("port commands");
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker).WithProtocolVersion(MqttProtocolVersion.V500).Build());
        Sleep(300);
        await Send("""{"neuron": 0, "nanosiemens": 20}""");
        await Send("""{"neuron": 0, "nanoamperes": 12}"""); // no conductance
        Sleep(300);
        var bytes = new byte[CurrentDatagram.HeaderLength + sizeof(float)];
        using (var socket = new System.Net.Sockets.UdpClient())
        {
            socket.Send(bytes, new CurrentDatagram(0, -1, 1, 1, 0).Write([20f], bytes), "127.0.0.1", udp);
        }

        Sleep(300);
        await Send("-1");
        Sleep(20);
        Stop(broker);
        Assert.True(run.ExitCode == 0, run.Error);

        var records = Records();
        var samples = records.Where(IsSample).ToArray();
        Assert.Equal([20, 20, -1], samples.Select(record => record.Value));
        var (first, both) = (samples[0].TimeNanoseconds, samples[1].TimeNanoseconds);
        AssertFires(records, 0, 0, first);
        AssertFires(records, 1, 0, both);
        Assert.Empty(Spikes(records, 0, first + (10 * Millisecond), long.MaxValue));
        Assert.Empty(Spikes(records, 1, both + (10 * Millisecond), long.MaxValue));
        var (ticks, port) = Counts("conductance-1");
        var conductances = ticks.GetProperty("conductances");
        Assert.Equal((3, 0, 0), (Long(conductances, "samples"), Long(conductances, "foreign"), Long(conductances, "scaled")));
        Assert.InRange(Long(conductances, "refused"), 2, long.MaxValue);
        Assert.Equal((2, 1), (Long(port, "messages"), Long(port, "damaged")));
        Assert.Equal(1, Long(Counts("conductance-2").Port, "datagrams"));
        Assert.Equal(0, Long(ticks, "stimulusSamples"));
        AssertReplays();

        Task Send(string payload) => client.PublishAsync(
            new MqttApplicationMessageBuilder().WithTopic("desk/inhibition").WithPayload(payload).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build());
    }

    [GccFact]
    public void Adc_SamplesOfTheBridge_MakeNeuronsFireUntilTheBoardIsGone()
    {
        using var board = new SimulatedBoard(_folder.File("."));
        using var run = NobleEdge.Start("run", Write($$"""
            {
              "ports": [ {
                "type": "bridge", "name": "board", "address": "{{board.Address}}", "sampleMilliseconds": 1,
                "samples": [ { "input": 5, "channel": 2, "unitsPerVolt": 2 }, { "input": 0, "channel": 7 } ]
              } ],
              "stimulus": { "source": "adc", "channels": [7, 2], "nanoamperesPerUnit": {{0.3 / (2 * Adc(5))}}, "holdMilliseconds": 50 }
            }
            """));
        run.WaitFor("port board: simulated");
        var broker = run.BrokerPort();
        run.WaitFor("port commands");
        Sleep(500);
        board.Kill();
        Sleep(500);
        Stop(broker);
        Assert.True(run.ExitCode == 0, run.Error);

        var records = Records();
        var samples = records.Where(IsSample).ToArray();
        var last = samples[^1].TimeNanoseconds;
        AssertFires(records, 1, samples[0].TimeNanoseconds, last);
        Assert.Empty(Spikes(records, 0, 0, long.MaxValue)); // its input is a converter at rest
        AssertRests(records, last + (50 * Millisecond));
        Assert.All(samples.Where(record => record.Channel == 2), record => Assert.Equal(2 * Adc(5), record.Value, 1e-9));
        var (ticks, _) = Counts("board");
        Assert.Equal((samples.Length, 0, 0), (Long(ticks, "stimulusSamples"), Long(ticks, "stimulusForeign"), Long(ticks, "stimulusNotFinite")));
        AssertEmptySteps(ticks, records, last + (50 * Millisecond));
        AssertReplays();
    }

    [Fact]
    public void Virtual_SamplesRarerThanTheyAreHeld_DriveForTheirHoldOnly()
    {
        // The rest of the simulated neuron, -70 mV, as 0.28 nA; every 50 ms for 20 ms.
        using var run = NobleEdge.Start("run", Write("""
            {
              "duration": "1s",
              "ports": [ { "type": "virtual", "name": "slice", "neurons": 3, "sampledNeurons": [2], "noiseNanoamperes": 0, "sampleMilliseconds": 50 } ],
              "limits": { "maximumNanoamperes": 0.1 },
              "stimulus": { "source": "virtual", "channel": 2, "nanoamperesPerUnit": -0.004, "holdMilliseconds": 20 }
            }
            """));
        Assert.True(run.ExitCode == 0, run.Error);

        var records = Records();
        var samples = records.Where(IsSample).ToArray();
        Assert.InRange(samples.Length, 10, 1_000); // a busy machine ends the run late
        Assert.All(samples, record => Assert.Equal((2, -70), (record.Channel, record.Value)));
        var spikes = Spikes(records, 0, 0, long.MaxValue).ToArray();
        Assert.InRange(spikes.Length, 5, 20 * samples.Length);

        // From a sample's coming to the end of its hold, and the step that began within.
        Assert.All(spikes, spike => Assert.Contains(samples, sample => spike.TimeNanoseconds >= sample.TimeNanoseconds && spike.TimeNanoseconds <= sample.TimeNanoseconds + (22 * Millisecond)));
        var (ticks, _) = Counts("slice");
        Assert.Equal((samples.Length, 0), (Long(ticks, "stimulusSamples"), Long(ticks, "stimulusForeign")));
        Assert.InRange(Long(ticks, "stimulusEmpty"), 2 * 3_000, 2 * 9_000); // 30 of 50 ms, where every sample came when it was due
        AssertReplays();
    }

    private static double Adc(int channel) => channel * 512 * (3.3 / 4095);

    private static bool IsSample(RigRecord record) => record is { Kind: RigRecordKind.Input, Detail: (byte)InputKind.Sample };

    private static IEnumerable<RigRecord> Spikes(RigRecord[] records, int neuron, long from, long to) =>
        records.Where(record => record.Kind == RigRecordKind.Spike && record.Channel == neuron && record.TimeNanoseconds >= from && record.TimeNanoseconds < to);

    private static void AssertFires(RigRecord[] records, int neuron, long from, long to) =>
        Assert.InRange(Spikes(records, neuron, from, to).Count(), 5, (to - from) / Millisecond);

    // 10 ms: a membrane does not forget its current at once.
    private static void AssertRests(RigRecord[] records, long from)
    {
        Assert.True(records[^1].TimeNanoseconds > from + (100 * Millisecond), "the run ended before");
        Assert.DoesNotContain(records, record => record.Kind == RigRecordKind.Spike && record.TimeNanoseconds > from + (10 * Millisecond));
    }

    // Both neurons, every step after the silence, and more from before it began; ticks that a busy machine left out are not among them.
    private static void AssertEmptySteps(JsonElement ticks, RigRecord[] records, long from)
    {
        var steps = (records[^1].TimeNanoseconds - from) / (Steps * Millisecond);
        Assert.True(Long(ticks, "stimulusEmpty") >= 2 * (steps - 20 - (5 * Long(ticks, "skipped"))), $"{ticks}: expected {steps} steps");
    }

    private static void Sleep(int milliseconds) => MonotonicClock.Instance.SleepUntil(MonotonicClock.Instance.NowNanoseconds + (milliseconds * Millisecond));

    private static void Stop(int broker)
    {
        using var commander = new MqttCommander(MqttConnectionOptions.To("127.0.0.1", broker), new StreamTopics("bench"), MonotonicClock.Instance);
        commander.Open();
        Assert.Equal((true, null), commander.Send("stop", null, TimeSpan.FromSeconds(30)));
    }

    private static long Long(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    private RigRecord[] Records() => [.. RigLogReader.Records(_folder.File("run.nobl"))];

    private (JsonElement Ticks, JsonElement Port) Counts(string port)
    {
        var summary = JsonDocument.Parse(File.ReadAllText(_folder.File("s.json"))).RootElement;
        return (summary.GetProperty("ticks"), summary.GetProperty("loop").GetProperty("ports").GetProperty(port));
    }

    private void AssertReplays()
    {
        var (code, output, error) = NobleEdge.Run("replay", _folder.File("run.nobl"));
        Assert.True(code == 0, output + error);
        Assert.EndsWith("identical bit for bit\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain(" 0 spikes of the population", output, StringComparison.Ordinal);
    }

    private string Write(string more)
    {
        var duration = more.Contains("\"duration\"", StringComparison.Ordinal) ? "" : "\"duration\": \"forever\",";
        File.WriteAllText(_folder.File("run.json"), $$"""
            {
              "model": "{{Repository.Path("runtime", "models", "pvalb-318331342.noble")}}", "operator": "streaming", "tickMilliseconds": 0.5, "longestBehindMilliseconds": 1000,
              "neurons": 2, "population": "training", "broker": "embedded:0", {{duration}} "summary": "{{_folder.File("s.json")}}", "recording": { "file": "{{_folder.File("run.nobl")}}" },
              {{more.Trim()[1..^1]}}
            }
            """);
        return _folder.File("run.json");
    }
}
