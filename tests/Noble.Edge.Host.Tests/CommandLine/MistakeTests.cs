using Noble.Edge.Operator;
using Noble.Edge.Rig;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>Every mistake that a user can make: exit code 2, and the one line that says what and where.</summary>
public sealed class MistakeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public MistakeTests() => _model = SmallModel.Write(_folder.File("small.noble"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_UnknownOption_IsNamed() =>
        NobleEdge.AssertMistake("unknown option '--neuron', see 'noble-edge run --help'", "run", "--neuron", "3");

    [Fact]
    public void NobleEdge_UnknownCommand_IsNamed() =>
        NobleEdge.AssertMistake("unknown command 'ran', see 'noble-edge --help'", "ran");

    [Fact]
    public void Run_ValueThatIsNoNumber_IsNamed() =>
        NobleEdge.AssertMistake("--neurons 'many': expected a whole number, see 'noble-edge run --help'", "run", "--neurons", "many");

    [Fact]
    public void Run_UnknownKey_NamesKeyFileAndLine()
    {
        var path = _folder.File("run.json");
        File.WriteAllText(path, "{\n  \"neuron\": 3\n}");
        var (code, _, error) = NobleEdge.Run("run", path);
        Assert.Equal(2, code);
        Assert.StartsWith($"noble-edge: error: {path} line 2: unknown key 'neuron', expected one of model, operator,", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Run_NoSuchModel_IsNamed()
    {
        var folder = _folder.File("none.noble");
        NobleEdge.AssertMistake($"{folder}: no such folder, expected a model folder NAME.noble", "run", "--model", folder);
    }

    [Fact]
    public void Run_FlippedByteInTheWeights_NamesFileAndHashes()
    {
        var path = Path.Combine(_model, ModelBundle.WeightsFile);
        var bytes = File.ReadAllBytes(path);
        bytes[^9] ^= 1;
        File.WriteAllBytes(path, bytes);
        AssertMistakeStarts($"{path}: is damaged: SHA-256 is ", "run", "--model", _model);
    }

    [Fact]
    public void Run_TruncatedManifest_NamesFileAndLine()
    {
        var path = Path.Combine(_model, ModelBundle.ManifestFile);
        File.WriteAllText(path, File.ReadAllText(path)[..200]);
        AssertMistakeStarts($"{path}: line ", "run", "--model", _model);
    }

    [Fact]
    public void Run_MissingTensor_NamesFileAndTensor()
    {
        // A folder whose hashes are right and whose weights lack a layer of the manifest's network.
        var other = _folder.File("other.noble");
        SmallModel.Write(other);
        var manifest = Path.Combine(other, ModelBundle.ManifestFile);
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"layers\": 2", "\"layers\": 3", StringComparison.Ordinal));
        AssertMistakeStarts($"{Path.Combine(other, ModelBundle.WeightsFile)}: ", "inspect", other);
    }

    [Fact]
    public void Run_MissingWeights_NamesTheFile()
    {
        var path = Path.Combine(_model, ModelBundle.WeightsFile);
        File.Delete(path);
        NobleEdge.AssertMistake($"{path}: is missing, the manifest lists it", "run", "--model", _model);
    }

    [Fact]
    public void Run_CurrentOutsideTheTrainedRange_NamesBoth() => NobleEdge.AssertMistake(
        "current 0.5 nA is outside the trained range, expected -0.1 to 0.3 nA", "run", "--model", _model, "--current", "0.5");

    [Fact]
    public void Run_PortInUse_NamesThePort()
    {
        using var broker = EmbeddedBroker.Start(new EmbeddedBrokerOptions { Port = 0 });
        NobleEdge.AssertMistake(
            $"MQTT port {broker.Port} on loopback is in use by another program, expected a free one",
            "run", "--model", _model, "--broker", $"embedded:{broker.Port}", "--neurons", "1");
    }

    [Fact]
    public void Run_NoBrokerThere_NamesTheAddress() => NobleEdge.AssertMistake(
        "no MQTT broker answers at 127.0.0.1:9 (Connection refused)", "run", "--model", _model, "--broker", "127.0.0.1:9", "--neurons", "1");

    [Fact]
    public void Run_MoreTrainingNeuronsThanThereAre_SaysHowMany() => AssertMistakeStarts(
        "5 neurons asked for, but model 'small' has 4 training neurons", "run", "--model", _model, "--population", "training", "--neurons", "5");

    [Fact]
    public void Run_OutputThatCannotBeWritten_IsNamedBeforeTheRun()
    {
        var path = _folder.File("none/s.csv");
        AssertMistakeStarts($"Could not find a part of the path '{path}'", "run", "--model", _model, "--broker", "embedded:0", "--spikes", path);
    }

    [Fact]
    public void Run_AwaitSubscribersOfAnotherBroker_SaysWhichIsExpected() => NobleEdge.AssertMistake(
        "await-subscribers 1: only the embedded broker knows its subscribers, expected --broker embedded",
        "run", "--model", _model, "--broker", "127.0.0.1:9", "--await-subscribers", "1");

    [Fact]
    public void Render_NoNeuronsGiven_SaysHow() => NobleEdge.AssertMistake(
        "no neurons given, expected --neurons N, --latents FILE.csv or --interpolate A:B:N", "render", "--model", _model, "--current", "0.1", "--out", _folder.File("V.npy"));

    [Fact]
    public void Render_UnknownFeatureInTheLatents_NamesFileAndLine()
    {
        var path = _folder.File("l.csv");
        File.WriteAllText(path, "threshold,resting_voltage\n0.07,-70\n");
        AssertMistakeStarts($"latents file '{path}', line 1: unknown feature 'threshold'", "render", "--model", _model, "--current", "0.1", "--latents", path, "--out", _folder.File("V.npy"));
    }

    [Fact]
    public void Forward_WrongShape_NamesExpectedAndFound()
    {
        var path = _folder.File("X.npy");
        NpyFile.Write(path, new float[2 * 3 * 500], 2, 3, 500);
        NobleEdge.AssertMistake($"{path}: expected shape (*, 10, *), found shape (2, 3, 500)", "forward", "--model", _model, "--input", path, "--output", _folder.File("Y.npy"));
    }

    [Fact]
    public void Forward_TooFewSamples_NamesBoth()
    {
        var path = _folder.File("X.npy");
        NpyFile.Write(path, new float[10 * 31], 1, 10, 31);
        NobleEdge.AssertMistake($"{path}: expected at least 32 samples, twice the model's modes, found 31 samples", "forward", "--model", _model, "--input", path, "--output", _folder.File("Y.npy"));
    }

    [Fact]
    public void Forward_MissingInput_NamesTheFile() => AssertMistakeStarts(
        $"Could not find file '{_folder.File("X.npy")}'", "forward", "--model", _model, "--input", _folder.File("X.npy"), "--output", _folder.File("Y.npy"));

    [Fact]
    public void Forward_OptionLeftOut_IsNamed() => NobleEdge.AssertMistake(
        "Option '--output' is required, see 'noble-edge forward --help'", "forward", "--model", _model, "--input", "X.npy");

    [Fact]
    public void Watch_NoBrokerThere_NamesTheAddress() =>
        NobleEdge.AssertMistake("no MQTT broker answers at 127.0.0.1:9 (Connection refused)", "watch", "--broker", "127.0.0.1:9");

    [Fact]
    public void Watch_EmbeddedBroker_SaysWhatIsExpected() => NobleEdge.AssertMistake(
        "broker 'embedded': watch needs the address of a broker that runs, expected HOST:PORT", "watch", "--broker", "embedded");

    private static void AssertMistakeStarts(string message, params string[] arguments)
    {
        var (code, output, error) = NobleEdge.Run(arguments);
        Assert.StartsWith($"noble-edge: error: {message}", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((2, ""), (code, output));
    }
}
