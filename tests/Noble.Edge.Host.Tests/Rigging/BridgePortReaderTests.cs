using System.Text;

namespace Noble.Edge.Host.Tests;

public class BridgePortReaderTests
{
    private const string Pulses = """
        { "type": "bridge", "name": "mcu", "address": "/dev/ttyACM0@921600", "lines": [0, 1, 5], "firstNeuron": 2, "activeLow": [5], "pulseMilliseconds": 0.5,
          "lookAheadMilliseconds": 100, "heartbeatTimeoutMilliseconds": 300, "lateLimitMilliseconds": 0.1, "lineIntervalMilliseconds": 1,
          "inputs": [ { "input": 3, "edges": "both", "channel": 7 } ], "debounceMilliseconds": 0.2,
          "samples": [ { "input": 0, "bits": 12, "highestVolts": 5, "unitsPerVolt": 100 } ], "sampleMilliseconds": 2,
          "channels": [ { "output": 0, "lowestVolts": -10, "highestVolts": 10, "nanoamperesPerVolt": 0.4 } ], "responseDelayMilliseconds": 3 }
        """;

    private const string Bus = """{ "type": "bridge", "address": "tcp:localhost:4000", "aer": { "addresses": 1000, "firstAddress": 256, "activeLow": ["request", "data"], "timeoutMilliseconds": 0.05 } }""";

    [Fact]
    public void Read_Pulses_SaysWhatGoesThroughIt()
    {
        var settings = Read(Pulses);
        Assert.Equal(("bridge", "mcu"), (settings.Type, settings.Name));
        Assert.Equal("microcontroller at /dev/ttyACM0@921600, 3 lines out, 2 inputs, 1 stimulus channels", settings.Description);
        Assert.True(settings.HasInput);
        Assert.Equal(1, settings.StimulusChannels);
        Assert.Null(settings.MakeSafe); // the firmware does that by itself, where no process has to be alive for it
    }

    [Fact]
    public void Read_Bus_HasNoInput()
    {
        var settings = Read(Bus);
        Assert.Equal("microcontroller at tcp:localhost:4000, AER bus out, 0 inputs, 0 stimulus channels", settings.Description);
        Assert.False(settings.HasInput);
    }

    [Theory]
    [InlineData(Pulses, "\"address\": \"/dev/ttyACM0@921600\", ", "", "'address' is missing, expected as in \"/dev/ttyACM0\"")]
    [InlineData(Pulses, "/dev/ttyACM0@921600", "serial:1", "serial:1")]
    [InlineData(Pulses, "[0, 1, 5]", "[0, 65535]", "bridge line 65535 of neuron 3: expected 0 to 65534")]
    [InlineData(Pulses, "\"firstNeuron\": 2", "\"firstNeuron\": -1", "expected 0 to 1048576, found -1")]
    [InlineData(Pulses, "\"activeLow\": [5]", "\"activeLow\": [32]", "expected lines 0 to 31, found 32")]
    [InlineData(Pulses, "\"input\": 3", "\"input\": 32", "input 32: expected 0 to 31")]
    [InlineData(Pulses, "\"input\": 3, ", "", "'input' is missing, expected the device's input")]
    [InlineData(Pulses, "\"bits\": 12", "\"bits\": 4", "expected 8 to 16 bits")]
    [InlineData(Pulses, "\"nanoamperesPerVolt\": 0.4", "\"nanoamperesPerVolt\": 0", "expected a number other than 0")]
    [InlineData(Pulses, "\"output\": 0", "\"output\": 4", "converter channel 4: expected 0 to 3")]
    [InlineData(Pulses, "\"lookAheadMilliseconds\": 100", "\"lookAheadMilliseconds\": 0", "look-ahead")]
    [InlineData(Pulses, "\"lookAheadMilliseconds\"", "\"lookAheadMiliseconds\"", "did you mean 'lookAheadMilliseconds'?")]
    [InlineData(Pulses, "\"responseDelayMilliseconds\": 3", "\"responseDelayMilliseconds\": 0", "expected 0.1 to 1000 ms")]
    [InlineData(Bus, "\"request\"", "\"ready\"", "expected data, request or acknowledge, found 'ready'")]
    [InlineData(Bus, "\"addresses\": 1000", "\"addresses\": 0", "expected 1 to 65535, found 0")]
    [InlineData(Bus, "\"aer\"", "\"lines\": [1], \"aer\"", "expected 'aer' or 'lines', found both")]
    [InlineData(Bus, ", \"aer\": { \"addresses\": 1000, \"firstAddress\": 256, \"activeLow\": [\"request\", \"data\"], \"timeoutMilliseconds\": 0.05 }", "", "expected 'lines' or 'aer'")]
    public void Read_AMistake_SaysWhatIsExpected(string text, string right, string wrong, string message)
    {
        Assert.Contains(right, text, StringComparison.Ordinal);
        var error = Assert.ThrowsAny<UserMistakeException>(() => Read(text.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("run.json line ", error.Message, StringComparison.Ordinal);
    }

    private static RigPartSettings Read(string text) => PortReader.Read(new ConfigSection("run.json", ConfigNode.Parse("run.json", Encoding.UTF8.GetBytes(text)), "port"));
}
