namespace Noble.Edge.Neurons.Tests;

public class AxonFileTests
{
    [Fact]
    public void Open_ValidFile_ReadsWhatItSays()
    {
        using var file = new TestFile(new AxonFileBuilder().Build());
        using var axon = AxonFile.Open(file.Path);

        Assert.Equal("2.6", axon.Version);
        Assert.Equal(5, axon.Mode);
        Assert.Equal(0.1, axon.StepMilliseconds, 1e-12);
        Assert.Equal([("IN 0", "mV"), ("IN 1", "pA")], axon.Channels.Select(channel => (channel.Name, channel.Unit)));
        Assert.Equal([("Cmd 0", "pA", -20.0, 4), ("Cmd 1", "mV", 0.0, 0)], axon.Commands.Select(c => (c.Name, c.Unit, c.Holding, c.Epochs.Count)));
        Assert.Equal(3, axon.SweepCount);
        Assert.Equal(640, axon.SampleCount(2));

        // 400 units of 50 microseconds.
        Assert.Equal([(0.02, "drug on")], axon.Tags);
    }

    [Fact]
    public void ReadSweep_SixteenBit_AppliesGainsAndOffsets()
    {
        var builder = new AxonFileBuilder();
        using var file = new TestFile(builder.Build());
        using var axon = AxonFile.Open(file.Path);

        // Instrument offset 3 less signal offset 1.
        Assert.Equal((207 * builder.Gain) + 2, axon.ReadSweep(2, 0)[7], 1e-9);
        Assert.Equal((-207 * builder.Gain) + 2, axon.ReadSweep(2, 1)[7], 1e-9);
    }

    [Fact]
    public void ReadSweep_Float_IsInUnitsAlready()
    {
        using var file = new TestFile(new AxonFileBuilder { IsFloat = true }.Build());
        using var axon = AxonFile.Open(file.Path);

        Assert.Equal(107, axon.ReadSweep(1, 0)[7]);
        Assert.Equal(-107, axon.ReadSweep(1, 1)[7]);
    }

    [Fact]
    public void Open_GapFree_IsOneSweep()
    {
        using var file = new TestFile(new AxonFileBuilder { Mode = 3, Sweeps = 2 }.Build());
        using var axon = AxonFile.Open(file.Path);

        Assert.Equal(1, axon.SweepCount);
        Assert.Equal(1280, axon.SampleCount(0));
    }

    [Fact]
    public void Open_VariableLength_TakesLengthsFromSynchronisation()
    {
        using var file = new TestFile(new AxonFileBuilder { Mode = 1, SweepLengths = [200, 600] }.Build());
        using var axon = AxonFile.Open(file.Path);

        Assert.Equal([100, 300], Enumerable.Range(0, axon.SweepCount).Select(axon.SampleCount));
        Assert.Equal(axon.ReadSweep(0, 0)[0] + (100 * new AxonFileBuilder().Gain), axon.ReadSweep(1, 0)[0], 1e-9);
    }

    [Fact]
    public void ReadSweep_StimulusOfRecording_IsFoundInTheTable()
    {
        using var file = new TestFile(new AxonFileBuilder().Build());
        using var recording = AxonRecording.Open(file.Path);
        var stimuli = Enumerable.Range(0, 3).Select(i => recording.ReadSweep(i).Stimulus!).ToArray();

        // A 64th of the sweep is held, 90 samples of epoch A, then 200 of B; D changes the command 100 samples later.
        Assert.All(stimuli, s => Assert.Equal(10, s.StartMilliseconds, 1e-9));
        Assert.All(stimuli, s => Assert.Equal(30, s.EndMilliseconds, 1e-9));
        Assert.All(stimuli, s => Assert.Equal(40, s.WindowEndMilliseconds, 1e-9));
        Assert.All(stimuli, s => Assert.Equal(0, s.WindowStartMilliseconds, 1e-9));
        Assert.All(stimuli, s => Assert.Equal(-0.02, s.HoldingNanoamperes!.Value, 1e-9));
        Assert.Equal([-0.05, 0, 0.05], stimuli.Select(s => Math.Round(s.CurrentNanoamperes!.Value, 9)));
    }

    [Fact]
    public void StimulusAt_ALaterStep_StartsItsWindowAtTheChangeBefore()
    {
        using var file = new TestFile(new AxonFileBuilder().Build());
        using var recording = AxonRecording.Open(file.Path);
        var stimulus = recording.ReadSweep(0).StimulusAt(40, 45);

        Assert.Equal(0.05, stimulus.CurrentNanoamperes!.Value, 1e-9);
        Assert.Equal(30, stimulus.WindowStartMilliseconds, 1e-9);
        Assert.Equal(double.PositiveInfinity, stimulus.WindowEndMilliseconds);
    }

    [Fact]
    public void ReadSweep_ConstantStepInOneSweep_IsTheStimulus()
    {
        using var file = new TestFile(new AxonFileBuilder { Sweeps = 1, Epochs = [(1, -20, 0, 90, 0, 0, 0), (1, 80, 0, 100, 0, 0, 0), (1, 80, 0, 100, 0, 0, 0)] }.Build());
        using var recording = AxonRecording.Open(file.Path);
        var stimulus = recording.ReadSweep(0).Stimulus!;

        Assert.Equal(0.1, stimulus.CurrentNanoamperes!.Value, 1e-9);
        Assert.Equal((10.0, 30.0), (Math.Round(stimulus.StartMilliseconds, 9), Math.Round(stimulus.EndMilliseconds, 9)));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, 11)]
    public void ReadSweep_WaveformNotInTheTable_IsUnknownAndSaidSo(short source, short userListParameter)
    {
        using var file = new TestFile(new AxonFileBuilder { WaveformSource = source, UserListParameter = userListParameter }.Build());
        using var recording = AxonRecording.Open(file.Path);
        var sweep = recording.ReadSweep(0);

        Assert.Null(sweep.Stimulus);
        Assert.Null(sweep.CurrentNanoamperes);
        Assert.Contains("stimulus", Assert.Single(recording.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_SeveralVoltages_ReadsTheOneThatIsAskedFor()
    {
        using var file = new TestFile(new AxonFileBuilder { SecondUnit = "V" }.Build());
        double First(string? channel)
        {
            using var recording = AxonRecording.Open(file.Path, channel);
            return recording.ReadSweep(1).VoltageMillivolts[0];
        }

        // Input 1 holds the negative, in volts.
        Assert.Equal(First(null), First("0"));
        Assert.Equal(First("IN 1"), First("1"));
        Assert.Equal(1000 * (4 - First("IN 0")), First("IN 1"), 1e-6);
        Assert.Contains("'IN 0' in 'mV', 'IN 1' in 'V'", Assert.Throws<RecordingException>(() => First("IN 2")).Message, StringComparison.Ordinal);
        using var both = AxonRecording.Open(file.Path);
        Assert.Equal("channel 'IN 0' is read, of 'IN 0', 'IN 1'", Assert.Single(both.Notes));
    }

    [Fact]
    public void Waveform_Kinds_HaveTheirShapes()
    {
        AxonEpoch Epoch(AxonEpochKind kind) => new(0, kind, 10, 0, 100, 0, 50, 20);
        double[] Of(AxonEpochKind kind) => new AxonCommand("Cmd", "pA", 0, [Epoch(kind)], keepsLastLevel: false).Waveform(0, 640)[10..110];

        Assert.All(Of(AxonEpochKind.Step), level => Assert.Equal(10, level));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => 10 * i / 99.0), Of(AxonEpochKind.Ramp));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => i % 50 < 20 ? 10.0 : 0), Of(AxonEpochKind.Pulse));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => i % 50 < 10 ? 10.0 : i % 50 < 20 ? -10 : 0), Of(AxonEpochKind.Biphasic));
        var triangle = Of(AxonEpochKind.Triangle);
        Assert.Equal((0.0, 10.0, 5.0), (triangle[0], triangle[20], triangle[35]));
        var cosine = Of(AxonEpochKind.Cosine);
        Assert.Equal((0.0, 10.0), (Math.Round(cosine[50], 9), Math.Round(cosine[25], 9)));
    }

    [Fact]
    public void Waveform_IncrementsAndKeptLevel_GoFromSweepToSweep()
    {
        var command = new AxonCommand("Cmd", "pA", 0, [new AxonEpoch(0, AxonEpochKind.Step, 10, 5, 100, 20, 0, 0)], keepsLastLevel: true);
        var second = command.Waveform(1, 640);

        Assert.Equal((10.0, 15.0, 15.0), (second[9], second[10], second[639]));
        Assert.Equal((10, 130), command.Samples(0, 0, 1, 640));
    }

    [Fact]
    public void Open_Recording_GivesSixteenSensibleSweeps()
    {
        if (SharedData.Find("recordings", "17o05028_ic_steps.abf") is not { } path)
        {
            return;
        }

        using var recording = AxonRecording.Open(path);
        var sweeps = Enumerable.Range(0, recording.SweepCount).Select(recording.ReadSweep).ToArray();
        var settings = new FeatureWindow { StepMilliseconds = 1, StimulusStartMilliseconds = 0, StimulusEndMilliseconds = 1, StrictStimulusInterval = true };
        var features = sweeps.Select(sweep => sweep.Features(sweep.Stimulus!, settings)).ToArray();

        Assert.Equal(16, sweeps.Length);
        Assert.All(sweeps, sweep => Assert.Equal((60_000, 0.05), (sweep.VoltageMillivolts.Length, Math.Round(sweep.StepMilliseconds, 9))));

        // The first and last samples as pyABF's published header dump of this file has them.
        Assert.Equal([-47.08862, -47.14966, -47.11914], sweeps[0].VoltageMillivolts.Take(3).Select(v => Math.Round(v, 5)));
        Assert.Equal([-44.64722, -44.64722, -44.61670], sweeps[0].VoltageMillivolts.TakeLast(3).Select(v => Math.Round(v, 5)));
        Assert.All(sweeps, sweep => Assert.Equal((146.85, 646.85, 1146.85), (Math.Round(sweep.Stimulus!.StartMilliseconds, 6), Math.Round(sweep.Stimulus.EndMilliseconds, 6), Math.Round(sweep.Stimulus.WindowEndMilliseconds, 6))));
        Assert.Equal(Enumerable.Range(-5, 16), sweeps.Select(sweep => (int)Math.Round(sweep.Stimulus!.CurrentNanoamperes!.Value * 100)));
        var counts = features.Select(f => (int)f.Mean("spike_count")).ToArray();
        Assert.Equal(counts.Order(), counts);
        Assert.Equal(20, counts[14]);
        Assert.InRange(features[12].Mean("AP1_width"), 1, 3);
        Assert.InRange(features[0].Mean("ohmic_input_resistance"), 1000, 1500);
    }
}
