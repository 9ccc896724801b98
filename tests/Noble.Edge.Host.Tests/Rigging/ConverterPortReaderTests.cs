using System.Text;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host.Tests;

public class ConverterPortReaderTests
{
    private const string Output = """
        { "type": "dac", "name": "amplifier", "chip": "simulated", "simulatedChannels": 2, "errorsInARow": 5,
          "channels": [ { "output": 1, "nanoamperesPerVolt": 0.4, "restVolts": 2 } ] }
        """;

    private const string Input = """{ "type": "adc", "chip": "simulated", "intervalMilliseconds": 1, "channels": [ { "input": 0, "channel": 3, "unitsPerVolt": 100, "offsetVolts": 0.5 } ] }""";

    private const string Expander = """{ "type": "expander", "chip": "simulated", "lineOfNeuron": [0, 1, -1], "inputs": [8, 9], "activeLow": [1, 9], "pulseMilliseconds": 2 }""";

    [Fact]
    public void Read_Output_IsAStimulusPortOfItsChannels()
    {
        var settings = Read(Output);
        Assert.Equal(("dac", "amplifier", "1 stimulus channel(s) on a simulated chip"), (settings.Type, settings.Name, settings.Description));
        Assert.Null(settings.MakeSafe); // a simulated chip goes with the process
        using var part = settings.Open(Context());
        Assert.True(part.Stimulus!.Apply(0, 0.5, 0));
        Assert.False(part.Stimulus.Apply(0, 5, 0));
        Assert.IsType<IStoppingPort>(part.Stimulus, exactMatch: false);
        Assert.Equal(1, part.Counts()["outOfRange"]);
    }

    [Fact]
    public void Read_Input_IsAnInputPortInTheChannelsUnit()
    {
        using var part = Read(Input).Open(Context());
        InputEvent sample = default;
        Assert.True(SpinWait.SpinUntil(() => part.Input!.TryRead(0, out sample), TimeSpan.FromSeconds(30)));
        Assert.Equal((InputKind.Sample, 3, -50.0), (sample.Kind, sample.Channel, sample.Value));
    }

    [Fact]
    public void Read_Expander_IsBothAnOutputAndAnInput()
    {
        var settings = Read(Expander);
        Assert.Equal("2 output(s) and 2 input(s) on a simulated chip", settings.Description);
        using var part = settings.Open(Context());
        Assert.True(part.Immediate!.Emit(new SpikeEvent(0, 0), 0));
        Assert.True(SpinWait.SpinUntil(() => part.Counts()["pulses"] == 1 && part.Counts()["inputRounds"] > 0, TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [InlineData(Output, "\"output\": 1, ", "", "'output' is missing, expected the converter's channel")]
    [InlineData(Output, "0.4", "0", "scale of a stimulus channel 0 nA/V")]
    [InlineData(Output, "\"simulated\"", "\"ads1115\"", "expected one of simulated, mcp4725, mcp4728, bindingsAd5328, bindingsPca9685, found 'ads1115'")]
    [InlineData(Output, "\"chip\": \"simulated\", ", "", "'chip' is missing, expected one of simulated, mcp4725")]
    [InlineData(Output, "[ {", "[ ], \"x\": [ {", "stimulus channels of a converter 0: expected 1 to 64")]
    [InlineData(Input, "\"intervalMilliseconds\": 1", "\"intervalMilliseconds\": 0", "interval of a converter 0 ms: expected 0.1 to 60000 ms")]
    [InlineData(Input, "\"chip\"", "\"rate\": 900, \"chip\"", "conversions 900/s of an ads1115")]
    [InlineData(Input, "\"chip\"", "\"fullScaleVolts\": 5, \"chip\"", "input range 5 V of an ads1115")]
    [InlineData(Expander, "[8, 9]", "[8, 1]", "line 1 is an output by 'lineOfNeuron', expected other lines")]
    [InlineData(Expander, "[8, 9]", "[32]", "expander line 32: expected 0 to 31")]
    public void Read_AMistake_SaysWhatIsExpected(string text, string right, string wrong, string message)
    {
        Assert.Contains(right, text, StringComparison.Ordinal);
        var error = Assert.ThrowsAny<UserMistakeException>(() => Read(text.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("run.json line ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"output\": 1", "\"output\": 2", "amplifier: converter channel 2: expected 0 to 1")]
    [InlineData("\"restVolts\": 2", "\"restVolts\": 20", "amplifier: rest value 20 V of channel 1: expected -10 to 10 V")]
    [InlineData("\"chip\": \"simulated\"", "\"bus\": 255, \"chip\": \"mcp4728\"", "amplifier: /dev/i2c-255 is not there")]
    public void Open_WhatIsNotThere_IsAMistakeInOneLine(string right, string wrong, string message)
    {
        var settings = Read(Output.Replace(right, wrong, StringComparison.Ordinal));
        Assert.StartsWith(message, Assert.Throws<UserMistakeException>(() => settings.Open(Context())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MakeSafe_ChipOutside_TriesToReachIt()
    {
        foreach (var text in new[] { Output.Replace("simulated\"", "mcp4728\", \"bus\": 255", StringComparison.Ordinal), Expander.Replace("simulated\"", "mcp23017\", \"bus\": 255", StringComparison.Ordinal) })
        {
            var error = Assert.Throws<UserMistakeException>(() => Read(text).MakeSafe!(Context()));
            Assert.Contains("/dev/i2c-255 is not there", error.Message, StringComparison.Ordinal);
        }
    }

    private static RigPartSettings Read(string text)
    {
        var section = new ConfigSection("run.json", ConfigNode.Parse("run.json", Encoding.UTF8.GetBytes(text)), "ports[0]");
        var settings = ConverterPortReader.Read(section);
        section.Finish();
        return settings;
    }

    private static RigContext Context() => new(3, 1, null!, null!, MonotonicClock.Instance);
}
