using Noble.Edge.Neurons;
using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class RecordingFileTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Open_NpyOfTraces_ReadsEach()
    {
        var path = _temporary.File("voltage.npy");
        NpyFile.Write(path, (ReadOnlySpan<float>)[-70, -71, -72, -60, -61, -62], 2, 3);
        using var recording = RecordingFile.Open(path, 0.02);
        var sweep = recording.ReadSweep(1);

        Assert.Equal(2, recording.SweepCount);
        Assert.Equal([-60, -61, -62], sweep.VoltageMillivolts);
        Assert.Equal(0.04, sweep.EndMilliseconds, 1e-12);
        Assert.Null(sweep.Stimulus);
    }

    [Fact]
    public void Open_NpyOfOneTrace_ReadsDoubles()
    {
        var path = _temporary.File("trace.bin");
        NpyFile.Write(path, (ReadOnlySpan<double>)[-70.25, -71, -72], 3);
        using var recording = RecordingFile.Open(path, 0.1);

        Assert.Equal(1, recording.SweepCount);
        Assert.Equal(-70.25, recording.ReadSweep(0).VoltageMillivolts[0]);
    }

    [Fact]
    public void Open_DataSet_KnowsStimulusAndCurrents()
    {
        WriteDataSet();
        using var recording = RecordingFile.Open(_temporary.FullName);
        var sweep = recording.ReadSweep(1);

        Assert.Equal(2, recording.SweepCount);
        Assert.Equal("fs-01, \"the small\"", sweep.ParameterSet);
        Assert.Equal((1, 2, 0.2), (sweep.Stimulus!.StartMilliseconds, sweep.Stimulus.EndMilliseconds, sweep.Stimulus.CurrentNanoamperes!.Value));
        Assert.Equal(0.5, sweep.StepMilliseconds);
        Assert.Null(recording.ReadSweep(0).Stimulus!.CurrentNanoamperes);
    }

    [Theory]
    [InlineData("manifest.json", "{ broken", "manifest.json' is no JSON")]
    [InlineData("manifest.json", "{}", "has no number 'sample_interval_ms'")]
    [InlineData("manifest.json", """{"sample_interval_ms": 0, "stimulus_start_ms": 1, "stimulus_end_ms": 2}""", "expected a step over 0")]
    [InlineData("traces.csv", "trace,neuron\n0,1\n", "expected columns parameter_set and current_nA")]
    [InlineData("traces.csv", "trace,parameter_set,current_nA\n0,fs-00,0.1\n", "has 1 traces, voltage.npy has 2")]
    [InlineData("traces.csv", "trace,parameter_set,current_nA\n0,fs-00,0.1\n1,fs-00,much\n", "line 3: current 'much' is no number")]
    [InlineData("voltage.npy", "nothing", "\\x93NUMPY")]
    public void Open_DamagedDataSet_NamesTheFile(string name, string content, string expected)
    {
        WriteDataSet();
        File.WriteAllText(_temporary.File(name), content);
        var error = Assert.ThrowsAny<Exception>(() => RecordingFile.Open(_temporary.FullName));

        Assert.True(error is RecordingException or ArrayFileException);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhatIsNone_SaysSo()
    {
        string Message(string path, double? step = null) => Assert.Throws<RecordingException>(() => RecordingFile.Open(path, step)).Message;
        var empty = _temporary.File("empty");
        File.WriteAllText(empty, "");
        var npy = _temporary.File("cut.npy");
        NpyFile.Write(npy, (ReadOnlySpan<double>)[-70, -71, -72], 3);
        File.WriteAllBytes(npy, File.ReadAllBytes(npy)[..^3]);
        var integers = _temporary.File("integers.npy");
        NpyFile.Write(integers, (ReadOnlySpan<int>)[1, 2, 3], 3);

        Assert.Contains("does not exist", Message(_temporary.File("nothing")), StringComparison.Ordinal);
        Assert.Contains("is a folder without manifest.json", Message(_temporary.FullName), StringComparison.Ordinal);
        Assert.Contains("is empty", Message(empty), StringComparison.Ordinal);
        Assert.Contains("--dt", Message(npy), StringComparison.Ordinal);
        Assert.Contains("is truncated", Message(npy, 0.1), StringComparison.Ordinal);
        Assert.Contains("expected float32 or float64", Message(integers, 0.1), StringComparison.Ordinal);
    }

    private void WriteDataSet()
    {
        NpyFile.Write(_temporary.File("voltage.npy"), (ReadOnlySpan<float>)[-70, -71, -72, -73, -74, -60, -61, -62, -63, -64], 2, 5);
        File.WriteAllText(_temporary.File("manifest.json"), """{"sample_interval_ms": 0.5, "stimulus_start_ms": 1, "stimulus_end_ms": 2, "more": []}""");
        File.WriteAllText(_temporary.File("traces.csv"), "trace,stimulus,parameter_set,current_nA\n0,\"chirp(1, 20)\",fs-00,\n1,step,\"fs-01, \"\"the small\"\"\",0.2\n");
    }
}
