using Noble.Edge.Operator;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Tools.Tests;

public sealed class TableCommandTests : IDisposable
{
    private readonly TestRecording _recording = new();

    public void Dispose() => _recording.Dispose();

    [Fact]
    public void Csv_Spikes_AreThoseOfTheRecording()
    {
        Assert.Equal((0, $"{_recording.File("s.csv")}: 4 spikes\n", ""), NobleTools.Run("csv", _recording.Path, "--out", _recording.File("s.csv")));
        Assert.Equal("neuron,time_ms\n3,11.000001\n0,14.000000\n3,15.000000\n2,17.500000\n", File.ReadAllText(_recording.File("s.csv")));
    }

    [Fact]
    public void Csv_Records_AreAllOfThem()
    {
        Assert.Equal(0, NobleTools.Run("csv", _recording.Path, "--out", _recording.File("r.csv"), "--records").ExitCode);
        var lines = File.ReadAllLines(_recording.File("r.csv"));
        Assert.Equal(17, lines.Length);
        Assert.Equal("12.500000,stimulus,,1,0,-0.5", lines[4]);
    }

    [Fact]
    public void Npy_Arrays_HaveEveryColumn()
    {
        var folder = _recording.File("arrays");
        Assert.Equal((0, ""), NobleTools.Run("npy", _recording.Path, "--out", folder) is var (code, _, error) ? (code, error) : default);
        Assert.Equal([11_000_001L, 14_000_000, 15_000_000, 17_500_000], NpyFile.Read<long>(Path.Combine(folder, "spike_times.npy")).Data);
        Assert.Equal([3, 0, 3, 2], NpyFile.Read<int>(Path.Combine(folder, "spike_neurons.npy")).Data);
        Assert.Equal([0.25, -0.5, 0], NpyFile.Read<double>(Path.Combine(folder, "stimulus_nanoamperes.npy")).Data);
        Assert.Equal([0, 1, 0], NpyFile.Read<int>(Path.Combine(folder, "stimulus_ports.npy")).Data);
        Assert.Equal([7, 4, 2, 3, new CircuitCommand(CircuitCommandKind.Synapse, 1, 0).Channel, 4], NpyFile.Read<int>(Path.Combine(folder, "input_channels.npy")).Data);
        Assert.Equal(-61.5, NpyFile.Read<double>(Path.Combine(folder, "input_values.npy")).Data[2]);
    }

    [Theory]
    [InlineData("3.1")]
    [InlineData("4")]
    public void Aedat_File_GivesTheSpikesBack(string version)
    {
        var path = _recording.File("run.aedat");
        Assert.Equal((0, $"{path}: 4 spikes\n", ""), NobleTools.Run("aedat", _recording.Path, "--out", path, "--version", version));
        using var file = File.OpenRead(path);
        var reader = new AedatReader(file);
        var spikes = new SpikeEvent[10];
        var count = 0;
        for (int read; (read = reader.Read(spikes.AsSpan(count))) > 0;)
        {
            count += read;
        }

        Assert.Equal([(3, 11_000_000L), (0, 14_000_000), (3, 15_000_000), (2, 17_500_000)], spikes[..count].Select(spike => (spike.Neuron, spike.TimeNanoseconds)));
    }

    [Fact]
    public void Commands_DamagedRecording_WriteTheRestAndSaySo()
    {
        var bytes = File.ReadAllBytes(_recording.Path);
        bytes[^200] ^= 0x40;
        File.WriteAllBytes(_recording.Path, bytes);
        var (code, _, error) = NobleTools.Run("csv", _recording.Path, "--out", _recording.File("s.csv"));
        Assert.Equal(1, code);
        Assert.Contains("noble-tools: warning: ", error, StringComparison.Ordinal);
        Assert.Contains("place(s) of the recording are damaged; everything else was written", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_Mistakes_AreOneLine()
    {
        NobleTools.AssertMistake("--version '5': expected 3.1 or 4", "aedat", _recording.Path, "--out", "x.aedat", "--version", "5");
        NobleTools.AssertMistake("none.nobl: no such file, expected a recording NAME.nobl", "csv", "none.nobl", "--out", _recording.File("x.csv"));
        NobleTools.AssertMistake("unknown option '--outt', see 'noble-tools csv --help'", "csv", _recording.Path, "--outt", "x");
        NobleTools.AssertMistake("unknown command 'cvs', see 'noble-tools --help'", "cvs");
    }

    [Theory]
    [InlineData("nwb")]
    [InlineData("csv")]
    [InlineData("npy")]
    [InlineData("aedat")]
    [InlineData("plot")]
    public void Help_EachCommand_HasExamplesOfItself(string command)
    {
        var (code, output, _) = NobleTools.Run(command, "--help");
        Assert.Equal(0, code);
        Assert.Contains($"  noble-tools {command} ", output, StringComparison.Ordinal);
        Assert.Contains("Exit codes: 0 done", output, StringComparison.Ordinal);
    }
}
