using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Noble.Edge.Operator;
using Noble.Edge.Rig;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>Runs of the streaming operator, with a small model of random weights.</summary>
public sealed class StreamingRunTests : IDisposable
{
    private const int Neurons = 4;

    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public StreamingRunTests() => _model = SmallStreaming.Write(_folder.File("small.noble"));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0.1", 10_000)]
    [InlineData("0.5", 2_000)]
    [InlineData("1", 1_000)]
    public void File_AnyTick_PlaysTheSpikesOfTheEngine(string tick, int ticks)
    {
        var waveform = Waveform(10_000);
        NpyFile.Write(_folder.File("I.npy"), waveform, Neurons, waveform.Length / Neurons);
        var (code, _, error) = NobleEdge.Run(Arguments("--tick", tick, "--stimulus", _folder.File("I.npy"), "--spikes", _folder.File("s.csv"), "--summary", _folder.File("s.json")));
        Assert.True(code == 0, error);
        var summary = Summary();
        var expected = Expected(waveform, 10_000);
        Assert.InRange(expected.Count, 50, 10_000);
        Assert.Equal(expected, Played());
        Assert.Equal((ticks, 0), (summary.GetProperty("ticks").GetProperty("ticks").GetInt64(), summary.GetProperty("ticks").GetProperty("skipped").GetInt64()));
        Assert.Equal(expected.Count, summary.GetProperty("played").GetInt64());
        Assert.Equal(0, summary.GetProperty("underruns").GetInt64());
    }

    [Fact]
    public void Constant_WithARecording_ReplaysBitForBit()
    {
        var recording = _folder.File("run.nobl");
        File.WriteAllText(_folder.File("run.json"), $$"""{ "operator": "streaming", "draw": "random", "longestBehindMilliseconds": 1000, "stimulus": { "source": "constant" }, "recording": { "file": "{{recording}}" } }""");
        var (code, _, error) = NobleEdge.Run(["run", _folder.File("run.json"), .. Arguments("--current", "0.3")[2..]]);
        Assert.True(code == 0, error);
        AssertReplays(recording);
    }

    [Fact]
    public void Udp_SamplesGarbageAndNumbersThatAreNone_RunsOnAndReplaysBitForBit()
    {
        var recording = _folder.File("run.nobl");
        var port = FreePort();
        File.WriteAllText(
            _folder.File("run.json"),
            $$"""{ "operator": "streaming", "longestBehindMilliseconds": 1000, "stimulus": { "source": "udp", "listen": "127.0.0.1:{{port}}", "sampleMilliseconds": 1, "delayMilliseconds": 5, "holdMilliseconds": 20 }, "recording": { "file": "{{recording}}" } }""");
        using var run = NobleEdge.Start(["run", _folder.File("run.json"), .. Arguments("--duration", "2s", "--summary", _folder.File("s.json"))[2..]]);
        run.WaitFor("currents over UDP");
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var target = new IPEndPoint(IPAddress.Loopback, port);
        var random = new Random(2);
        var garbage = new byte[300];
        var bytes = new byte[100];
        var began = MonotonicClock.Instance.NowNanoseconds;
        for (var i = 0; i < 1_500; i++)
        {
            float[] values = [0.3f, 0.2f, 0.25f, i % 100 == 0 ? float.NaN : 0.3f];
            var datagram = new CurrentDatagram((uint)i, 0, Neurons, 1, i * 1_000_000L);
            var length = datagram.Write(values, bytes);
            socket.SendTo(bytes.AsSpan(0, length), target);
            random.NextBytes(garbage);
            socket.SendTo(garbage.AsSpan(0, random.Next(garbage.Length)), target);
            MonotonicClock.Instance.SleepUntil(began + (i * 1_000_000L));
        }

        Assert.True(run.ExitCode == 0, run.Error);
        var summary = Summary();
        var ticks = summary.GetProperty("ticks");
        Assert.InRange(ticks.GetProperty("stimulusSamples").GetInt64(), 1_000, 6_000);
        Assert.InRange(ticks.GetProperty("stimulusNotFinite").GetInt64(), 1, 15);
        Assert.True(ticks.GetProperty("stimulusEmpty").GetInt64() > 0);
        Assert.True(summary.GetProperty("played").GetInt64() > 10);
        Assert.True(summary.GetProperty("loop").GetProperty("ports").GetProperty("stimulus").GetProperty("malformed").GetInt64() > 100);
        AssertReplays(recording);
    }

    [Fact]
    public async Task UdpVoltage_OfARun_IsTheEnginesSampleBySample()
    {
        using var receiver = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        receiver.Client.ReceiveBufferSize = 1 << 20;
        var waveform = Waveform(10_000);
        NpyFile.Write(_folder.File("I.npy"), waveform, Neurons, waveform.Length / Neurons);
        File.WriteAllText(_folder.File("run.json"), $$"""
            {
              "operator": "streaming", "tickMilliseconds": 0.5, "longestBehindMilliseconds": 1000, "stimulus": { "source": "file", "file": "I.npy" },
              "ports": [ { "type": "udp-voltage", "send": "127.0.0.1:{{((IPEndPoint)receiver.Client.LocalEndPoint!).Port}}", "firstNeuron": 1, "datagramMilliseconds": 10 } ]
            }
            """);
        var receiving = Receive();
        var (code, _, error) = NobleEdge.Run(["run", _folder.File("run.json"), .. Arguments("--summary", _folder.File("s.json"))[2..]]);
        Assert.True(code == 0, error);
        var datagrams = await receiving;

        var expected = Voltages(waveform, 10_000);
        var sample = 0;
        foreach (var bytes in datagrams)
        {
            Assert.True(CurrentDatagram.TryRead(bytes, out var header));
            Assert.Equal(((uint)(sample / 100), 1, Neurons - 1, 100, (sample + 1) * 100_000L), (header.Sequence, header.FirstNeuron, header.Neurons, header.Samples, header.TimeNanoseconds));
            for (var k = 0; k < header.Samples; k++, sample++)
            {
                Assert.All(Enumerable.Range(0, header.Neurons), row => Assert.Equal(expected[sample][1 + row], header.Sample(bytes, row, k)));
            }
        }

        var counts = Summary().GetProperty("loop").GetProperty("ports").GetProperty("udp-voltage");
        Assert.Equal((100, 30_000, 0), (counts.GetProperty("packetsSent").GetInt64(), counts.GetProperty("sent").GetInt64(), counts.GetProperty("lost").GetInt64()));

        async Task<List<byte[]>> Receive()
        {
            var found = new List<byte[]>();
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (found.Count < 100)
            {
                found.Add((await receiver.ReceiveAsync(patience.Token)).Buffer);
            }

            return found;
        }
    }

    [Theory]
    [InlineData("\"neurons\": 9", "port udp-voltage: 9 neurons from 0: expected some of the run's 4")]
    [InlineData("\"firstNeuron\": 4", "port udp-voltage: 4: expected some of the run's 4")]
    [InlineData("\"sampleMilliseconds\": 0.25", "port udp-voltage: sampleMilliseconds 0.25: expected a multiple of 0.1 ms")]
    [InlineData("\"datagramMilliseconds\": 100", "1018 samples in all at most")]
    public void UdpVoltage_WhatDoesNotFitTheRun_IsRefusedInALine(string key, string expected)
    {
        File.WriteAllText(_folder.File("run.json"), $$"""{ "operator": "streaming", "ports": [ { "type": "udp-voltage", "send": "127.0.0.1:9", {{key}} } ] }""");
        var (code, _, error) = NobleEdge.Run(["run", _folder.File("run.json"), .. Arguments()[2..]]);
        Assert.Equal(2, code);
        Assert.Contains(expected, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => line.StartsWith("noble-edge: error", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void UdpVoltage_WithTheWindowOperator_IsRefused()
    {
        File.WriteAllText(_folder.File("run.json"), """{ "ports": [ { "type": "udp-voltage", "send": "127.0.0.1:9" } ], "duration": "1s" }""");
        var (code, _, error) = NobleEdge.Run("run", _folder.File("run.json"));
        Assert.Equal(2, code);
        Assert.Contains("port udp-voltage is for the streaming operator", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Circuit_WithAPreparation_CommandsItThroughTheLimitsAndReplaysBitForBit()
    {
        var recording = _folder.File("run.nobl");
        File.WriteAllText(_folder.File("run.json"), $$"""
            {
              "operator": "streaming", "tickMilliseconds": 0.5, "longestBehindMilliseconds": 1000,
              "ports": [ { "type": "virtual", "name": "cell", "biasNanoamperes": 0.35, "sampleMilliseconds": 0.1 } ],
              "circuit": {
                "preparation": [ { "port": "cell", "stimulusChannel": 0, "spikeThresholdMillivolts": -51, "maximumNanoamperes": 5, "holdMilliseconds": 5 } ],
                "synapses": [
                  { "from": 0, "to": -1, "conductanceNanosiemens": 4, "inhibitory": true },
                  { "from": -1, "to": 1, "conductanceNanosiemens": 2 },
                  { "from": 2, "to": 3, "conductanceNanosiemens": 5 }
                ],
                "electrical": [ { "from": 0, "to": 2, "conductanceNanosiemens": 1 } ],
                "background": [ { "cell": 3, "excitatoryMeanNanosiemens": 1, "excitatoryDeviationNanosiemens": 0.5 } ]
              },
              "limits": { "minimumNanoamperes": -0.08, "maximumNanoamperes": 0.1, "stimuliPerSecond": 10000 },
              "recording": { "file": "{{recording}}" }
            }
            """);
        var (code, _, error) = NobleEdge.Run(["run", _folder.File("run.json"), .. Arguments("--current", "0.3", "--summary", _folder.File("s.json"))[2..]]);
        Assert.True(code == 0, error);
        var loop = Summary().GetProperty("loop");
        Assert.True(loop.GetProperty("stimuli").GetInt64() > 3, loop.ToString());
        Assert.True(loop.GetProperty("currentLimitHits").GetInt64() > 0, loop.ToString());
        Assert.True(loop.GetProperty("ports").GetProperty("cell").GetProperty("spikes").GetInt64() > 0, loop.ToString());
        var circuit = Summary().GetProperty("ticks").GetProperty("circuit");
        Assert.Equal((0, 0), (circuit.GetProperty("spikesRefused").GetInt64(), circuit.GetProperty("conductancesClipped").GetInt64()));
        AssertReplays(recording);
    }

    [Fact]
    public async Task Page_TicksVoltageAndACurrentThatIsChanged()
    {
        using var run = NobleEdge.Start(Arguments("--duration", "forever", "--page", "127.0.0.1:0"));
        var url = PageRunTests.Url(run);
        using var client = new HttpClient();
        using (var page = await PageClient.OpenAsync(url))
        {
            await page.ReadUntilAsync(() => page.State.ValueKind == JsonValueKind.Object && page.State.GetProperty("ticks").GetProperty("done").GetInt64() > 1_000);
        }

        MetricsTests.Parse(await client.GetStringAsync(new Uri($"{url}metrics")), out var kinds);
        static bool IsOfTicks(string name) => name.StartsWith("noble_tick_", StringComparison.Ordinal);
        Assert.Equal(
            MetricsTests.Table().Where(metric => IsOfTicks(metric.Key)).Select(metric => $"{metric.Key} {metric.Value}").Order(),
            kinds.Where(kind => IsOfTicks(kind.Key)).Select(kind => $"{kind.Key} {kind.Value}").Order());
        run.Terminate();
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void Mistakes_AreSaidInALine()
    {
        var window = SmallModel.Write(_folder.File("window.noble"));
        NobleEdge.AssertMistake("model 'small' has no streaming operator, expected one that noble-train export has written into", "run", "--model", window, "--operator", "streaming", "--broker", "embedded:0");
        NobleEdge.AssertMistake("tick is for the streaming operator, expected --operator streaming with it", "run", "--model", _model, "--tick", "0.5");
        NobleEdge.AssertMistake("tick 0.05 ms: expected 0.1 to 1 ms", "run", "--model", _model, "--operator", "streaming", "--tick", "0.05");
        NobleEdge.AssertMistake("tick 0.25 ms: expected 1 to 1000 times the model's step of 0.1 ms", Arguments("--tick", "0.25"));
        NpyFile.Write(_folder.File("I.npy"), new float[30], 3, 10);
        NobleEdge.AssertMistake($"stimulus.file '{_folder.File("I.npy")}' has the shape [3, 10], expected [sample] or [neuron, sample] with 4 neurons", Arguments("--stimulus", _folder.File("I.npy")));
        NobleEdge.AssertMistake($"stimulus.file '{_folder.File("none.npy")}': no such file", Arguments("--stimulus", _folder.File("none.npy")));
        File.WriteAllText(_folder.File("run.json"), "{ \"operator\": \"streaming\", \"neurons\": 2, \"circuit\": { \"synapses\": [ { \"from\": 0, \"to\": 2, \"conductanceNanosiemens\": 1 } ] } }");
        NobleEdge.AssertMistake("circuit.synapses[0].to is 2, expected a cell from 0 to 1", "run", _folder.File("run.json"), "--model", _model, "--broker", "embedded:0");
    }

    private static void AssertReplays(string recording)
    {
        var (code, output, error) = NobleEdge.Run("replay", recording);
        Assert.True(code == 0, output + error);
        Assert.EndsWith("identical bit for bit\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain(" 0 spikes of the population", output, StringComparison.Ordinal);
    }

    private static float[] Waveform(int samples)
    {
        var random = new SeededRandom(5);
        var current = new float[Neurons * samples];
        for (var i = 1; i < current.Length; i++)
        {
            current[i] = (float)((0.99 * current[i - 1]) + (0.03 * (random.NextUniform() - 0.4)));
        }

        return current;
    }

    // After each step, [step][neuron].
    private List<float[]> Voltages(float[] waveform, int steps)
    {
        var model = ModelBundle.Load(_model);
        using var engine = new StreamingReference(new StreamingNeurons(model.Streaming!, model.Manifest.Latent, [.. model.Manifest.Latent.Points.Take(Neurons).Select(point => point.Values)]));
        var voltages = new List<float[]>();
        for (var step = 0; step < steps; step++)
        {
            engine.Step([.. Enumerable.Range(0, Neurons).Select(n => waveform[(n * waveform.Length / Neurons) + step])]);
            voltages.Add(engine.Voltage.ToArray());
        }

        return voltages;
    }

    private List<(int Neuron, double Milliseconds)> Expected(float[] waveform, int steps)
    {
        var model = ModelBundle.Load(_model);
        using var engine = new StreamingReference(new StreamingNeurons(model.Streaming!, model.Manifest.Latent, [.. model.Manifest.Latent.Points.Take(Neurons).Select(point => point.Values)]));
        var spikes = new List<(int Neuron, long Nanoseconds)>();
        var current = new float[Neurons];
        Add();
        for (var step = 0; step < steps; step++)
        {
            for (var n = 0; n < Neurons; n++)
            {
                current[n] = waveform[(n * waveform.Length / Neurons) + step];
            }

            engine.Step(current);
            Add();
        }

        return [.. spikes.Where(spike => spike.Nanoseconds < steps * 100_000L).OrderBy(spike => spike.Nanoseconds).ThenBy(spike => spike.Neuron).Select(spike => (spike.Neuron, spike.Nanoseconds * 1e-6))];

        void Add()
        {
            for (var n = 0; n < Neurons; n++)
            {
                if (engine.NextSpike[n] >= 0)
                {
                    spikes.Add((n, (long)Math.Round((engine.Time + (double)engine.NextSpike[n]) * 1e5)));
                }
            }
        }
    }

    private List<(int Neuron, double Milliseconds)> Played() =>
        [.. File.ReadLines(_folder.File("s.csv")).Skip(1).Select(line => line.Split(',')).Select(cells => (int.Parse(cells[0], CultureInfo.InvariantCulture), Math.Round(double.Parse(cells[1], CultureInfo.InvariantCulture) * 1e6) * 1e-6))];

    private JsonElement Summary() => JsonDocument.Parse(File.ReadAllText(_folder.File("s.json"))).RootElement;

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private string[] Arguments(params string[] more)
    {
        File.WriteAllText(_folder.File("plain.json"), "{ \"longestBehindMilliseconds\": 1000 }");
        return ["run", _folder.File("plain.json"), "--operator", "streaming", "--model", _model, "--population", "training", "--neurons", $"{Neurons}", "--broker", "embedded:0", .. more.Contains("--duration") ? (string[])[] : ["--duration", "1s"], .. more];
    }
}
