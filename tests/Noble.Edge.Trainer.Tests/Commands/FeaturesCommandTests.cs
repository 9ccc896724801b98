using System.Globalization;
using System.Text.Json;
using Noble.Edge.Neurons;
using Noble.Edge.Neurons.Tests;
using Noble.Edge.Tests;

namespace Noble.Edge.Trainer.Tests;

public sealed class FeaturesCommandTests : IDisposable
{
    private const int TerminalColumns = 100;

    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Run_TextTrace_PrintsFeaturesWithUnits()
    {
        WriteTrace();
        var (code, output, error) = Run("features", "trace.csv", "--stim-start", "100", "--stim-end", "300", "--interpolate", "0", "--features", "Spikecount,AP1_width,ISI_values,sag_amplitude");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("stimulus 100 to 300 ms, current not known", output, StringComparison.Ordinal);
        Assert.Equal("spike_count            4", Row(output, "spike_count"));
        Assert.Equal("AP1_width      ms      1.3333", Row(output, "AP1_width"));
        Assert.Equal("ISI_values     ms      40  50", Row(output, "ISI_values"));
        Assert.Equal("sag_amplitude  mV      -", Row(output, "sag_amplitude"));
    }

    [Fact]
    public void Run_Json_IsJsonAndNothingElse()
    {
        WriteTrace();
        var (code, output, error) = Run("features", "trace.csv", "--stim-start", "100", "--stim-end", "300", "--currents", "0.1", "--features", "all", "--json");
        using var json = JsonDocument.Parse(output);
        var sweep = json.RootElement.GetProperty("sweeps")[0];
        var features = sweep.GetProperty("features");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(0.1, sweep.GetProperty("current_nA").GetDouble());
        Assert.Equal(ElectrophysiologicalFeatures.All.Count, features.EnumerateObject().Count());
        Assert.Equal(4, features.GetProperty("spike_count")[0].GetInt32());
        Assert.Equal(JsonValueKind.Null, features.GetProperty("sag_amplitude").ValueKind);
        Assert.Equal("ms", json.RootElement.GetProperty("units").GetProperty("AP1_width").GetString());
        Assert.Equal(0, json.RootElement.GetProperty("frequency_current").GetArrayLength());
    }

    [Fact]
    public void Run_AxonFile_FindsStimulusAndStaysInsideTheTerminal()
    {
        File.WriteAllBytes(_temporary.File("cell.abf"), new AxonFileBuilder { Sweeps = 12 }.Build());
        var (code, output, error) = Run("features", "cell.abf");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("cell.abf: Axon Binary Format 2.6, 12 sweeps", output, StringComparison.Ordinal);
        Assert.Contains("stimulus 10 to 30 ms, -0.05 to 0.5 nA from a holding current of -0.02 nA", output, StringComparison.Ordinal);
        Assert.Contains("only up to 40 ms", output, StringComparison.Ordinal);
        Assert.Contains("F-I curve, 12 currents", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= TerminalColumns, line));
    }

    [Fact]
    public void Run_SomeSweeps_ShowsThoseAlone()
    {
        File.WriteAllBytes(_temporary.File("cell.abf"), new AxonFileBuilder().Build());
        using var json = JsonDocument.Parse(Run("features", "cell.abf", "--sweep", "0,2", "--features", "voltage_base", "--json").Output);

        Assert.Equal([0, 2], json.RootElement.GetProperty("sweeps").EnumerateArray().Select(sweep => sweep.GetProperty("sweep").GetInt32()));
        Assert.Equal([-0.05, 0.05], json.RootElement.GetProperty("frequency_current")[0].GetProperty("current_nA").EnumerateArray().Select(value => Math.Round(value.GetDouble(), 9)));
    }

    [Fact]
    public void Run_List_ShowsEveryFeature()
    {
        var (code, output, _) = Run("features", "--list");

        Assert.Equal(0, code);
        Assert.All(ElectrophysiologicalFeatures.All, feature => Assert.Contains($"\n{feature.Name} ", $"\n{output}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("features", "no FILE")]
    [InlineData("features nothing.abf", "'nothing.abf' does not exist")]
    [InlineData("features .", "is a folder without manifest.json")]
    [InlineData("features trace.csv", "does not say when the stimulus was: give --stim-start and --stim-end in ms")]
    [InlineData("features trace.csv --stim-start 100", "expected both or neither")]
    [InlineData("features trace.csv --stim-start 300 --stim-end 100", "expected 0 ms or more, and the end after the start")]
    [InlineData("features trace.csv --stim-start 100 --stim-end 900", "sweep 0 of 'trace.csv' is from 0 to 399.9 ms")]
    [InlineData("features trace.csv --stim-start 100 --stim-end 300 --features AP1_widht", "such as AP1_width")]
    [InlineData("features trace.csv --stim-start 100 --stim-end 300 --sweep 3", "has 1 sweeps")]
    [InlineData("features trace.csv --stim-start 100 --stim-end 300 --currents 0.1,0.2", "2 currents, 'trace.csv' has 1 sweeps")]
    [InlineData("features trace.csv --stim-start 100 --stim-end 300 --interpolate -1", "--interpolate -1")]
    [InlineData("features trace.csv --channel 1", "leave out --channel")]
    [InlineData("features trace.csv --dt 0.1 --stim-start 100 --stim-end 300", "leave out --dt")]
    public void Run_UsersMistake_GivesOneLineAndExitCodeTwo(string arguments, string expected)
    {
        WriteTrace();
        var (code, output, error) = Run(arguments.Split(' '));

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("noble-train: error: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    private static string Row(string output, string name) => output.Split('\n').Single(line => line.StartsWith($"{name} ", StringComparison.Ordinal)).TrimEnd();

    private void WriteTrace() => File.WriteAllLines(
        _temporary.File("trace.csv"),
        ["time (ms),voltage (mV)", .. SyntheticTrace.Spikes(150, 180, 220, 270).Select((v, k) => string.Create(CultureInfo.InvariantCulture, $"{k / 10.0},{v}"))]);

    private (int Code, string Output, string Error) Run(params string[] arguments) => NobleTrain.Run(_temporary.FullName, arguments);
}
