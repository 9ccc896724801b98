using Noble.Edge.Operator;
using Noble.Edge.Rig;
using PureHDF;

namespace Noble.Edge.Tools.Tests;

public sealed class NwbCommandTests : IDisposable
{
    private const double Nanosecond = 1e-9;

    private readonly TestRecording _recording = new();

    public void Dispose() => _recording.Dispose();

    [Fact]
    public void Nwb_Recording_HasEveryRequiredObject()
    {
        using var file = Export();
        Assert.Equal("2.7.0", Attribute<string>(file, "nwb_version"));
        Assert.Equal("NWBFile", Attribute<string>(file, "neurodata_type"));
        Assert.Equal("2026-01-02T03:04:05.678+00:00", Text(file, "session_start_time"));
        Assert.Equal(Text(file, "session_start_time"), Text(file, "timestamps_reference_time"));
        Assert.Single(file.Dataset("file_create_date").Read<string[]>());
        Assert.NotEmpty(Text(file, "identifier"));
        Assert.NotEmpty(Text(file, "session_description"));
        foreach (var group in new[] { "acquisition", "analysis", "processing", "stimulus/presentation", "stimulus/templates", "general" })
        {
            Assert.True(file.LinkExists(group), group);
        }

        Assert.Equal("Last, First", file.Dataset("general/experimenter").Read<string[]>().Single());
        Assert.Equal("slice-7", Text(file, "general/subject/subject_id"));
        Assert.Contains("model SHA-256: ", Text(file, "general/notes"), StringComparison.Ordinal);
        Assert.Contains("\"variability\":0.3", Text(file, "scratch/configuration"), StringComparison.Ordinal);
    }

    [Fact]
    public void Nwb_Units_HaveSpikesOfTheirNeuronsAndLatentPoints()
    {
        using var file = Export();
        AssertTimes([14_000_000 * Nanosecond, 11_000_001 * Nanosecond, 15_000_000 * Nanosecond], file.Dataset("units/spike_times").Read<double[]>());
        Assert.Equal([1UL, 1, 1, 3], file.Dataset("units/spike_times_index").Read<ulong[]>());
        Assert.Equal([0L, 1, 2, 3], file.Dataset("units/id").Read<long[]>());
        var population = Population.Draw(ModelBundle.Load(_recording.Model), TestRecording.Neurons, TestRecording.Seed);
        Assert.Equal(
            Enumerable.Range(0, TestRecording.Neurons).Select(neuron => population.Features(neuron)[1]),
            file.Dataset("units/latent_resting_voltage").Read<double[]>());
        Assert.Equal(["drawn", "drawn", "drawn", "drawn"], file.Dataset("units/origin").Read<string[]>());
        Assert.Equal(TestRecording.Seed, file.Dataset("units/seed").Read<ulong[]>()[0]);
    }

    [Fact]
    public void Nwb_Events_AreSeriesOfTheirPorts()
    {
        using var file = Export();
        Assert.Equal([0.25, 0.0], file.Dataset("stimulus/presentation/dish_1/data").Read<double[]>());
        Assert.Equal(1e-9, file.Dataset("stimulus/presentation/dish_1/data").Attribute("conversion").Read<double>());
        AssertTimes([0.0125, 0.06], file.Dataset("stimulus/presentation/dish_1/timestamps").Read<double[]>());
        Assert.Equal([-0.5], file.Dataset("stimulus/presentation/dac_0/data").Read<double[]>());
        Assert.Equal([7], file.Dataset("acquisition/dish_spike/data").Read<int[]>());
        Assert.Equal([4], file.Dataset("acquisition/lines_in_rising/data").Read<int[]>());
        Assert.Equal([-61.5], file.Dataset("acquisition/dish_sample_2/data").Read<double[]>());
        Assert.Equal([2], file.Dataset("acquisition/response_spikes/data").Read<int[]>());
        Assert.Equal("limit slew port 0 channel 1 asked 0.7 nA (dish)", file.Dataset("acquisition/limits/data").Read<string[]>().Single());
        Assert.Equal("response 0 of controller 0 in 2 ms (volley by rate-clamp)", file.Dataset("acquisition/responses/data").Read<string[]>().Single());
        Assert.Equal(
            ["input command port 1 Pause 0", "input circuit port 1 synapses[1] 2.5 nS", "input command port 1 Resume 0"],
            file.Dataset("acquisition/commands/data").Read<string[]>());
        Assert.Equal(["running", "paused", "running"], file.Dataset("intervals/epochs/tags").Read<string[]>());
        AssertTimes([0, 0.02, 0.04], file.Dataset("intervals/epochs/start_time").Read<double[]>());
        AssertTimes([0.02, 0.04, 0.12], file.Dataset("intervals/epochs/stop_time").Read<double[]>());
    }

    [Fact]
    public void Nwb_Trials_StepTheCurrentWhenTheModelDoes()
    {
        using var file = Export();
        AssertTimes([0, 0.05, 0.1], file.Dataset("intervals/trials/start_time").Read<double[]>());
        AssertTimes([0.01, 0.06, 0.11], file.Dataset("intervals/trials/stimulus_on").Read<double[]>());
        Assert.Equal([0, 0.2, 0, 0, 0.2, 0, 0, 0.2, 0], file.Dataset("stimulus/presentation/population_step/data").Read<double[]>());
        AssertTimes([0, 0.01, 0.04, 0.05, 0.06, 0.09, 0.1, 0.11, 0.14], file.Dataset("stimulus/presentation/population_step/timestamps").Read<double[]>());
    }

    [Fact]
    public void Nwb_WithVoltage_IsWhatTheRuntimeRendersInEachTrial()
    {
        using var file = Export("--with-voltage", "2,0");
        var model = ModelBundle.Load(_recording.Model);
        var population = Population.Draw(model, TestRecording.Neurons, TestRecording.Seed);
        using var renderer = new PopulationRenderer(model, population, new RendererOptions { Threads = 1, Variability = TestRecording.Variability, Seed = TestRecording.Seed });
        var written = file.Dataset("acquisition/voltage_neuron_2/data").Read<float[]>();
        Assert.Equal(3 * renderer.SamplesPerTrial, written.Length);
        for (var trial = 0; trial < 3; trial++)
        {
            var rendered = renderer.Render(trial, TestRecording.Nanoamperes).Slice(2 * renderer.SamplesPerTrial, renderer.SamplesPerTrial);
            Assert.True(rendered.SequenceEqual(written.AsSpan(trial * renderer.SamplesPerTrial, renderer.SamplesPerTrial)), $"trial {trial}");
        }

        Assert.NotEqual(written[..500], written[500..1000]); // each trial is another
        Assert.Equal(10_000f, file.Dataset("acquisition/voltage_neuron_0/starting_time").Attribute("rate").Read<float>());
    }

    [Fact]
    public void Nwb_VoltageOfAFile_IsThatOfTheFirstTrial()
    {
        var voltage = Enumerable.Range(0, 2 * 500).Select(k => (float)k).ToArray();
        NpyFile.Write(_recording.File("v.npy"), voltage, 2, 500);
        using var file = Export("--voltage", _recording.File("v.npy"));
        Assert.Equal(voltage[500..], file.Dataset("acquisition/voltage_neuron_1/data").Read<float[]>());
    }

    [Fact]
    public void Nwb_SpikesBeyondMemory_AreReadInSeveralPasses()
    {
        const int Spikes = 20_000;
        using var recording = new TestRecording(
            log =>
            {
                for (var i = 0; i < Spikes; i++)
                {
                    log.Record(new RigRecord(1000L * i, RigRecordKind.Spike, 0, 0, i * i % TestRecording.Neurons, 0));
                }
            },
            rollBytes: 65_536);
        var survey = RecordingSurvey.Take(recording.Path);
        Assert.Equal(Spikes, survey.SpikeCount);
        var path = recording.File("many.nwb");
        NwbExport.Write(survey, RecordedPopulation.Make(survey, null), new NwbOptions { Path = path, SpikesAtOnce = 3000 });
        using var file = H5File.OpenRead(path);
        var expected = Enumerable.Range(0, TestRecording.Neurons).SelectMany(neuron => Enumerable.Range(0, Spikes).Where(i => i * (long)i % TestRecording.Neurons == neuron).Select(i => 1000L * i * Nanosecond));
        AssertTimes([.. expected], file.Dataset("units/spike_times").Read<double[]>());
    }

    [Fact]
    public void Nwb_WithoutModel_HasSpikesAndNoTrials()
    {
        Directory.Delete(_recording.Model, recursive: true);
        NobleTools.AssertMistake(
            $"{_recording.Model}: no such model folder: --model DIR names another place of 'small', --without-model does without latent points and trials",
            "nwb", _recording.Path, "--out", _recording.File("run.nwb"));
        using var file = Export("--without-model");
        Assert.Equal(3, file.Dataset("units/spike_times").Read<double[]>().Length);
        Assert.False(file.LinkExists("intervals/trials"));
    }

    [Fact]
    public void Nwb_NothingRecorded_IsAWholeFile()
    {
        using var recording = new TestRecording(_ => { });
        var (code, output, error) = NobleTools.Run("nwb", recording.Path, "--out", recording.File("empty.nwb"));
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("0 spikes", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--out 'run.nobl': has the name of a recording, expected the name of a file to write", "--out", "run.nobl")]
    [InlineData("--out 'run.h5': expected a name that ends in .nwb", "--out", "run.h5")]
    [InlineData("--with-voltage '1,x': expected numbers of neurons, as in 0,3,7", "--out", "run.nwb", "--with-voltage", "1,x")]
    [InlineData("--with-voltage '1,1': names a neuron twice", "--out", "run.nwb", "--with-voltage", "1,1")]
    [InlineData("--with-voltage 4: expected a neuron from 0 to 3", "--out", "run.nwb", "--with-voltage", "4")]
    public void Nwb_Mistake_IsOneLine(string message, params string[] arguments) =>
        NobleTools.AssertMistake(message, ["nwb", _recording.Path, .. arguments.Select(argument => argument == "run.nwb" ? _recording.File(argument) : argument)]);

    [H5pyFact]
    public void Nwb_File_KeepsTheSchemasRulesAndEachBreakageIsNoticed()
    {
        Export("--with-voltage", "0,3").Dispose();
        var script = Path.Combine(AppContext.BaseDirectory, "Nwb", "check_nwb.py");
        var (code, output) = H5pyFactAttribute.Run(script, _recording.File("run.nwb"));
        Assert.True(code == 0, output);
        (code, output) = H5pyFactAttribute.Run(script, "--prove", _recording.File("run.nwb"));
        Assert.True(code == 0, output);
    }

    private static void AssertTimes(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], found[i], 1e-12);
        }
    }

    private static string Text(PureHDF.VOL.Native.NativeFile file, string path) => file.Dataset(path).Read<string>();

    private static T Attribute<T>(PureHDF.VOL.Native.NativeFile item, string name) => item.Attribute(name).Read<T>();

    private PureHDF.VOL.Native.NativeFile Export(params string[] more)
    {
        var path = _recording.File("run.nwb");
        var (code, _, error) = NobleTools.Run(["nwb", _recording.Path, "--out", path, "--subject", "slice-7", "--experimenter", "Last, First", .. more]);
        Assert.Equal((0, ""), (code, error));
        return H5File.OpenRead(path);
    }
}
