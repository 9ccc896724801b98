using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

public sealed class RunConfigurationFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Apply_EveryKey_ChangesItsSetting()
    {
        var settings = Apply("""
            {
              // comments and trailing commas are allowed
              "model": "m.noble",
              "operator": "streaming",
              "tickMilliseconds": 0.5,
              "draw": "random",
              "longestBehindMilliseconds": 50,
              "neurons": 7,
              "population": "training",
              "latents": "l.csv",
              "interpolate": "a:3:12",
              "outside": "refuse",
              "seed": 18446744073709551615,
              "variability": 0.25,
              "currentNanoamperes": -0.05,
              "duration": "2min",
              "threads": 3,
              "engine": "onnx",
              "precision": "fp16",
              "provider": "cuda",
              "device": 1,
              "batch": 8,
              "onnxRuntime": "lib",
              "cache": "/c",
              "cudaGraph": true,
              "broker": "lab:1884",
              "rig": "seven",
              "gpioLines": 5,
              "spikes": "s.csv",
              "summary": "/tmp/t.json",
              "awaitSubscribers": 2,
              "nodes": true,
              "page": "[::1]:8801",
              "pageTokenFile": "token",
              "log": "json",
              "quiet": true,
              "flushIntervalMilliseconds": 25,
              "pulseWidthMilliseconds": 0.5,
              "lateAfterMilliseconds": 2,
              "thresholdMillivolts": -15,
              "trialsAhead": 4,
            }
            """);
        Assert.Equal(_folder.File("m.noble"), settings.Model);
        Assert.Equal((OperatorKind.Streaming, TimeSpan.FromMilliseconds(0.5), StreamingSpikeDraw.Random), (settings.Operator, settings.TickSaid, settings.Draw));
        Assert.Equal(TimeSpan.FromMilliseconds(50), settings.LongestBehind);
        Assert.Equal((7, PopulationSource.Training, ulong.MaxValue, 0.25), (settings.Neurons, settings.Population, settings.Seed, settings.Variability));
        Assert.Equal((_folder.File("l.csv"), 12, OutsidePolicy.Refuse), (settings.Latents, settings.Interpolate!.Count, settings.Outside));
        Assert.Equal(["a", "3"], settings.Interpolate.Through);
        Assert.Equal((-0.05, TimeSpan.FromMinutes(2), 3), (settings.CurrentNanoamperes, settings.Duration, settings.Threads));
        var engine = settings.Engine;
        Assert.Equal((EngineKind.Onnx, OnnxPrecision.Fp16, OnnxProvider.Cuda, 1, 8), (engine.Kind, engine.Precision, engine.Provider, engine.Device, engine.Batch));
        Assert.Equal((_folder.File("lib"), "/c", true), (engine.Library, engine.Cache, engine.CudaGraph));
        Assert.Equal((new BrokerAddress(false, "lab", 1884), "seven", 5), (settings.Broker, settings.Topics.Rig, settings.GpioLines));
        Assert.Equal((_folder.File("s.csv"), "/tmp/t.json", 2, true), (settings.Spikes, settings.Summary, settings.AwaitSubscribers, settings.Quiet));
        Assert.True(settings.Nodes);
        Assert.Equal((new PageAddress(false, "::1", 8801), _folder.File("token"), LogFormat.Json), (settings.Page, settings.PageTokenFile, settings.Log));
        Assert.Equal(TimeSpan.FromMilliseconds(25), settings.Batching.FlushInterval);
        Assert.Equal(TimeSpan.FromMilliseconds(0.5), settings.PulseWidth);
        Assert.Equal(TimeSpan.FromMilliseconds(2), settings.Pacer.LateAfter);
        Assert.Equal((-15, 4), (settings.Detector.ThresholdMillivolts, settings.TrialsAhead));

        // So that a key added to one and forgotten in the other is found here.
        Assert.Equal(39, RunConfigurationKeys.All.Count);
        Assert.Equal(typeof(RunConfiguration).GetProperties().Length, RunConfigurationKeys.All.Count);
    }

    [Fact]
    public void Apply_EmptyObject_LeavesTheDefaults() => Assert.Equal(new RunSettings { ConfigurationFile = _folder.File("run.json"), ConfigurationText = "{}" }, Apply("{}"));

    [Theory]
    [InlineData("{\n  \"neurons\": 4,\n  \"curent\": 1\n}", "line 3: unknown key 'curent', expected one of model, operator, tickMilliseconds, draw, longestBehindMilliseconds, neurons, ")]
    [InlineData("{\n \"seed\": 1,\n\n \"seed\": 2 }", "line 4: key 'seed' is there twice, first on line 2")]
    [InlineData("{\n \"neurons\": \"many\" }", "line 2: neurons: expected a whole number, 1 to 16777216, found 'many'")]
    [InlineData("{\n \"neurons\": 1.5 }", "line 2: neurons: expected a whole number, 1 to 16777216, found 1.5")]
    [InlineData("{\n \"quiet\": 1 }", "line 2: quiet: expected true or false")]
    [InlineData("{\n \"rig\": 3 }", "line 2: rig: expected a text in quotes")]
    [InlineData("{\n \"seed\": -1 }", "line 2: seed: expected 0 to 18446744073709551615, found -1")]
    [InlineData("{\n \"variability\": [] }", "line 2: variability: expected a number, 0 to 1, found a list")]
    [InlineData("{\n\n \"neurons\": 0 }", "line 3: neurons: expected 1 to 16777216, found 0")]
    [InlineData("{ \"variability\": 1.5 }", "line 1: variability: expected 0 to 1, found 1.5")]
    [InlineData("{ \"duration\": \"10\" }", "line 1: duration '10': expected a number above 0")]
    [InlineData("{ \"broker\": \"x\" }", "line 1: broker 'x': expected embedded")]
    [InlineData("{ \"rig\": \"a/b\" }", "line 1: rig name 'a/b': expected 1 to 64 characters")]
    [InlineData("{ \"population\": \"all\" }", "line 1: population: expected one of drawn, hull, training, found 'all'")]
    [InlineData("{ \"outside\": \"maybe\" }", "line 1: outside: expected one of warn, refuse, allow, found 'maybe'")]
    [InlineData("{ \"interpolate\": \"a:b\" }", "line 1: interpolate 'a:b': expected A:B:N, as in fs-00:fs-03:9")]
    [InlineData("{ \"interpolate\": 3 }", "line 1: interpolate: expected a text in quotes")]
    [InlineData("{ \"flushIntervalMilliseconds\": 0 }", "line 1: flushIntervalMilliseconds: expected 1 to 10000 ms, found 0")]
    [InlineData("{ \"flushIntervalMilliseconds\": 1e300 }", "line 1: flushIntervalMilliseconds: expected 1 to 10000 ms, found 1e300")]
    [InlineData("{ \"pulseWidthMilliseconds\": 2000 }", "line 1: pulseWidthMilliseconds: expected 0.01 to 1000 ms, found 2000")]
    [InlineData("{ \"lateAfterMilliseconds\": -1 }", "line 1: lateAfterMilliseconds: expected 0.001 to 1000 ms, found -1")]
    [InlineData("{ \"thresholdMillivolts\": 500 }", "line 1: thresholdMillivolts: expected -100 to 100 mV, found 500")]
    [InlineData("{ \"trialsAhead\": 0 }", "line 1: trialsAhead: expected 1 to 100, found 0")]
    [InlineData("{ \"operator\": \"wave\" }", "line 1: operator: expected one of window, streaming, found 'wave'")]
    [InlineData("{ \"tickMilliseconds\": 2 }", "line 1: tickMilliseconds: expected 0.1 to 1 ms, found 2")]
    [InlineData("{ \"stimulus\": { \"source\": \"upd\" } }", "line 1: stimulus.source: expected one of constant, file, udp, mqtt, adc, virtual, found 'upd'; did you mean 'udp'?")]
    [InlineData("{ \"stimulus\": {} }", "line 1: stimulus: 'source' is missing, expected one of constant, file, udp, mqtt, adc, virtual")]
    [InlineData("{ \"circuit\": { \"synapses\": [ { \"from\": 0, \"to\": 1, \"conductanceNanosiemens\": -2 } ] } }", "line 1: circuit.synapses[0].conductanceNanosiemens: expected 0 to 10000 nS, found -2")]
    [InlineData("{ \"threads\": -1 }", "line 1: threads: expected 0 to 1024, found -1")]
    [InlineData("{ \"gpioLines\": -1 }", "line 1: gpioLines: expected 0 to 16777216, found -1")]
    [InlineData("{ \"awaitSubscribers\": -1 }", "line 1: awaitSubscribers: expected 0 to 1000, found -1")]
    [InlineData("{\n \"neurons\": 4", "line 2: expected a comma after the number, or the end of the object or list")]
    [InlineData("{ \"rig\": \"x\"", "line 1: expected more: an object or a list is not closed, a } or ] is missing")]
    [InlineData("{ \"neurons\": 04 }", "line 1: expected a number without a zero before it")]
    [InlineData("{ \"neurons\": 4.x }", "line 1: expected a number as in -0.25 or 1e3, found 'x' in it")]
    [InlineData("{ \"rig\": \"\\q\" }", "line 1: expected \\\\, \\\", \\n, \\t or \\uXXXX after the backslash of a text, found 'q'")]
    [InlineData("{ \"ports\": [ } }", "line 1: expected a value, found '}'")]
    [InlineData("", "line 1: expected an object in braces, found nothing")]
    [InlineData("{\n \"neurons\": 4\n \"seed\": 3 }", "line 3: expected a comma, or the end of the object or list, found '\"'")]
    [InlineData("{\n neurons: 4 }", "line 2: expected a key in double quotes, found 'n'")]
    [InlineData("{ \"rig\": bench }", "line 1: expected a value, found 'b'")]
    [InlineData("{ \"rig\": \"bench\n }", "line 1: expected the text's end on its line, a double quote is missing")]
    [InlineData("{ \"quiet\": True }", "line 1: expected a value, found 'T'")]
    [InlineData("{ \"quiet\": tru }", "line 1: expected a value: a text is in double quotes")]
    [InlineData("{ /* \"quiet\": true }", "line 1: expected the comment's end")]
    [InlineData("{ \"quiet\" true }", "line 1: expected a colon between key and value, found 't'")]
    [InlineData("{ \"page\": \"here\" }", "line 1: page 'here': expected off or HOST:PORT, as in 127.0.0.1:8800")]
    [InlineData("{ \"page\": 8800 }", "line 1: page: expected a text in quotes")]
    [InlineData("{ \"log\": \"xml\" }", "line 1: log: expected one of text, json, found 'xml'")]
    [InlineData("[]", "line 1: expected an object")]
    [InlineData("null", "line 1: expected an object")]
    public void Apply_Mistake_NamesFileAndLine(string text, string expected)
    {
        var error = Assert.Throws<LocatedMistakeException>(() => Apply(text));
        Assert.StartsWith($"{_folder.File("run.json")} {expected}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain("Noble.Edge", error.Message[_folder.FullName.Length..], StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_NoSuchFile_SaysSo()
    {
        var error = Assert.Throws<UserMistakeException>(() => RunConfigurationFile.Apply("nothing.json", new RunSettings()));
        Assert.Equal("configuration file 'nothing.json' cannot be read: no such file", error.Message);
    }

    private RunSettings Apply(string text)
    {
        File.WriteAllText(_folder.File("run.json"), text);
        return RunConfigurationFile.Apply(_folder.File("run.json"), new RunSettings());
    }
}
