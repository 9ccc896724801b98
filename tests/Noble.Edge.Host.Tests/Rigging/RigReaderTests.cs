using System.Text;
using Noble.Edge.Rig;

namespace Noble.Edge.Host.Tests;

public class RigReaderTests
{
    private const string Whole = """
        {
          "ports": [ { "type": "virtual", "name": "slice", "neurons": 4, "noiseNanoamperes": 0.02 } ],
          "responses": [ { "name": "burst", "currentNanoamperes": 0.3, "durationMilliseconds": 100 } ],
          "controllers": [
            { "type": "rate-clamp", "targetHertz": 30, "spikes": { "port": "slice", "channels": 1 }, "maximumNanoamperes": 0.4 },
            { "type": "triggered-response", "trigger": { "kind": "falling" }, "response": "burst", "delayMilliseconds": 2.5 },
            { "type": "phase-locked", "rhythm": { "kind": "sample" }, "pulses": { "nanoamperes": 0.1, "widthMilliseconds": 0.5 } },
            { "type": "activity-dependent", "count": 3, "response": "burst" }
          ],
          "limits": { "maximumNanoamperes": 0.4, "chargePicocoulombs": 2000, "slewNanoamperesPerMillisecond": 1, "hostWatchdogMilliseconds": 500 },
          "loop": { "tickMilliseconds": 0.5, "busyPoll": true },
          "recording": { "file": "r.nobl", "rolloverMinutes": 10 },
          "guard": false,
        }
        """;

    [Fact]
    public void Read_EveryKey_IsThere()
    {
        var rig = Read(Whole);

        Assert.Equal(("virtual", "slice"), (rig.Ports[0].Type, rig.Ports[0].Name));
        Assert.Equal(["rate-clamp", "triggered-response", "phase-locked", "activity-dependent"], rig.Controllers.Select(make => make().Name));
        Assert.Equal(new ResponseSettings("burst", 0.3, TimeSpan.FromMilliseconds(100)), Assert.Single(rig.Responses));
        Assert.Equal(new SafetyLimits { MaximumNanoamperes = 0.4, ChargePicocoulombs = 2000, SlewNanoamperesPerMillisecond = 1, HostWatchdog = TimeSpan.FromMilliseconds(500) }, rig.Limits);
        Assert.Equal(new LoopOptions { Tick = TimeSpan.FromMilliseconds(0.5), BusyPoll = true }, rig.Loop);
        Assert.Equal(("r.nobl", TimeSpan.FromMinutes(10)), (Path.GetFileName(rig.Recording!.Path), rig.Recording.RolloverTime));
        Assert.False(rig.Guard);
        Assert.False(rig.IsEmpty);
    }

    [Fact]
    public void Read_NothingOfARig_IsEmpty() => Assert.True(Read("{}").IsEmpty);

    [Theory]
    [InlineData("\"targetHertz\": 30", "\"targetHerz\": 30", "line 5: controllers[0]: 'targetHertz' is missing, expected the rate to hold; is 'targetHerz' meant to be it?")]
    [InlineData("\"maximumNanoamperes\": 0.4 },", "\"maximumNanoampere\": 0.4 },", "line 5: controllers[0]: unknown key 'maximumNanoampere', expected one of channel, integralGain, maximumNanoamperes, minimumNanoamperes, name, proportionalGain, spikes, targetHertz, timeConstantMilliseconds, type; did you mean 'maximumNanoamperes'?")]
    [InlineData("\"port\": \"slice\"", "\"port\": \"slize\"", "line 5: controllers[0].spikes.port: expected one of slice, found 'slize'; did you mean 'slice'?")]
    [InlineData("\"falling\"", "3", "line 6: controllers[1].trigger.kind: expected a text in quotes, found 3")]
    [InlineData("\"response\": \"burst\", \"delay", "\"response\": \"bursts\", \"delay", "line 6: controllers[1].response: expected one of burst, found 'bursts'; did you mean 'burst'?")]
    [InlineData("\"widthMilliseconds\": 0.5", "\"widthMilliseconds\": 0", "line 7: controllers[2].pulses: pulse width 0 ms: expected 0.001 to 10000 ms")]
    [InlineData("\"count\": 3", "\"count\": 3.5", "line 8: controllers[3].count: expected a whole number, found 3.5")]
    [InlineData("\"maximumNanoamperes\": 0.4, \"charge", "\"maximumNanoamperes\": -0.4, \"charge", "line 10: limits: limit of highest current -0.4: expected 0 to 1e6 nA")]
    [InlineData("\"busyPoll\": true", "\"busyPoll\": \"yes\"", "line 11: loop.busyPoll: expected true or false, found 'yes'")]
    [InlineData("\"file\": \"r.nobl\", ", "", "line 12: recording: 'file' is missing, expected the recording's path, as in run.nobl")]
    [InlineData("\"type\": \"virtual\"", "\"type\": \"vitual\"", "line 2: ports[0].type: expected one of ", ", found 'vitual'; did you mean 'virtual'?")]
    [InlineData("\"neurons\": 4", "\"neurons\": 0", "line 2: ports[0]: virtual neurons 0: expected 1 to 10000")]
    [InlineData("\"limits\": {", "\"limits\": [{", "line 11: ")]
    public void Read_AMistake_NamesLineKeyAndWhatIsExpected(string right, string wrong, string begins, string ends = "")
    {
        Assert.Contains(right, Whole, StringComparison.Ordinal);
        var error = Assert.ThrowsAny<UserMistakeException>(() => Read(Whole.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.StartsWith($"run.json {begins}", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(ends, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("""{ "type": "eieio", "send": "127.0.0.1:17893", "listen": "127.0.0.1:17895", "payload": "key16", "keys": { "first": "0x700", "count": 64 }, "board": { "x": 1, "y": 0, "core": 3 } }""", true)]
    [InlineData("""{ "type": "spif", "send": "127.0.0.1", "width": 32, "height": 8, "words": "document", "timestamps": true }""", false)]
    [InlineData("""{ "type": "aedat", "file": "s.aedat4", "version": "4", "compression": "none" }""", false)]
    [InlineData("""{ "type": "gpio", "chip": "gpiochip0", "driver": "libgpiod", "lines": [4, 5], "activeLow": [5], "pulseMilliseconds": 0.5, "inputs": [ { "line": 7, "role": "emergency-stop", "failSafe": true } ] }""", true)]
    [InlineData("""{ "type": "udp-voltage", "send": "127.0.0.1:17910", "firstNeuron": 2, "neurons": 3, "sampleMilliseconds": 0.5, "datagramMilliseconds": 5 }""", false)]
    [InlineData("""{ "type": "mqtt-spikes", "rig": "other" }""", true)]
    [InlineData("""{ "type": "adc", "chip": "ads1115", "channels": [ { "input": 0 } ] }""", true)]
    [InlineData("""{ "type": "expander", "chip": "mcp23017", "lineOfNeuron": [0, 1], "inputs": [8] }""", true)]
    public void Read_Port_OfEveryType(string port, bool hasInput)
    {
        var found = Assert.Single(Read($$"""{ "ports": [ {{port}} ] }""").Ports);
        Assert.Equal(hasInput, found.HasInput);
        Assert.Contains($"\"{found.Type}\"", port, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "type": "eieio" }""", "ports[0]: expected 'send' or 'listen', or both, as in \"send\": \"192.168.240.1:17893\"")]
    [InlineData("""{ "type": "eieio", "send": "host:0" }""", "ports[0].send: expected HOST or HOST:PORT, found 'host:0'")]
    [InlineData("""{ "type": "eieio", "send": "h", "keys": { "first": "0xg" } }""", "ports[0].keys.first: expected a key as in \"0x70000\", found '0xg'")]
    [InlineData("""{ "type": "eieio", "send": "h", "board": { "x": 256 } }""", "ports[0].board.x: expected 0 to 255, found 256")]
    [InlineData("""{ "type": "spif", "send": "h", "width": 0 }""", "ports[0]: ")]
    [InlineData("""{ "type": "udp-voltage" }""", "ports[0]: 'send' is missing, expected where the voltage goes, as in \"127.0.0.1:17910\"")]
    [InlineData("""{ "type": "udp-voltage", "send": "h", "neurons": 1019 }""", "ports[0]: neurons 1019: expected 1 to 1018")]
    [InlineData("""{ "type": "udp-voltage", "send": "h", "sampleMilliseconds": 0 }""", "ports[0].sampleMilliseconds: expected 0.01 to 1000 ms, found 0")]
    [InlineData("""{ "type": "gpio" }""", "ports[0]: expected 'lines' (pulses for neurons, one after the other), 'inputs', or both")]
    [InlineData("""{ "type": "gpio", "inputs": [ { "line": 3 }, { "line": 3 } ] }""", "ports[0]: GPIO input line 3 is there twice: expected each line once")]
    [InlineData("""{ "type": "gpio", "lines": [1], "pulsMilliseconds": 1 }""", "ports[0]: unknown key 'pulsMilliseconds', ")]
    [InlineData("""{ "type": "aedat" }""", "ports[0]: 'file' is missing, expected the path of the file to write, as in spikes.aedat4")]
    public void Read_PortMistake_NamesWhatIsExpected(string port, string message)
    {
        var error = Assert.ThrowsAny<UserMistakeException>(() => Read($$"""{ "ports": [ {{port}} ] }"""));
        Assert.StartsWith($"run.json line 1: {message}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Mqtt_IsHowTheBrokerIsReached()
    {
        var connection = Read("""
            { "mqtt": { "addresses": ["a:8883", "b:8884"], "userName": "u", "passwordVariable": "P", "tls": { "authorityFile": "ca.pem", "certificateFile": "c.pem", "keyFile": "k.pem" }, "inflightMaximum": 32 } }
            """).Connection!;
        Assert.Equal(["a:8883", "b:8884"], connection.Addresses.Select(address => address.ToString()));
        Assert.Equal(("u", "P", 32), (connection.UserName, connection.PasswordVariable, connection.InflightMaximum));
        Assert.EndsWith("/ca.pem", connection.Tls!.AuthorityFile, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TwoPortsOfOneName_IsAMistake()
    {
        var error = Assert.ThrowsAny<UserMistakeException>(() => Read("""{ "ports": [ { "type": "virtual" }, { "type": "virtual" } ] }"""));
        Assert.Equal("run.json line 1: ports: two ports are named 'virtual', expected a 'name' of its own for each", error.Message);
    }

    [Theory]
    [InlineData("{ \"a\": 1, \"a\": 2 }", "run.json line 1: key 'a' is there twice, first on line 1")]
    [InlineData("{ \"a\": \n", "run.json line 2: ")]
    [InlineData("{} {}", "run.json line 1: ")]
    [InlineData("", "run.json line 1: ")]
    public void Parse_NoJson_NamesTheLine(string text, string begins)
    {
        var error = Assert.ThrowsAny<UserMistakeException>(() => ConfigNode.Parse("run.json", Encoding.UTF8.GetBytes(text)));
        Assert.StartsWith(begins, error.Message, StringComparison.Ordinal);
    }

    private static RigSettings Read(string text) => RigReader.Read(new ConfigSection("run.json", ConfigNode.Parse("run.json", Encoding.UTF8.GetBytes(text)), ""));
}
