using System.Text.Json;
using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

/// <summary>Neurons given by their latent points or by two others, and what is said of those outside.</summary>
public sealed class LatentOptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public LatentOptionTests()
    {
        _model = SpikingModel.Write(_folder.File("small.noble"));
        File.WriteAllText(_folder.File("far.csv"), "threshold_current,resting_voltage\n0.07,-70\n0.2,-70\n0.1,-75\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData]
    [InlineData("--outside", "warn")]
    public void Render_NeuronOutside_WarnsAndRenders(params string[] outside)
    {
        var (code, output, error) = Render("far.csv", outside);

        Assert.Equal((0, ""), (code, output));
        var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("noble-edge: warning: outside the latent space of 'small', do not trust it: neuron 1 ('given-1') by ", line, StringComparison.Ordinal);
        Assert.Contains("most in threshold_current: 0.2 nA, 0.0", line, StringComparison.Ordinal);
        Assert.Contains(" at the edge; nearest training neuron n-1 at ", line, StringComparison.Ordinal);
        Assert.Equal(3 * SmallModel.Length, NpyFile.Read<float>(_folder.File("V.npy")).Data.Length);
    }

    [Fact]
    public void Render_NeuronOutsideRefused_IsTheUsersMistake()
    {
        var (code, output, error) = Render("far.csv", "--outside", "refuse");

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("noble-edge: error: 1 of 3 neurons lies outside the latent space of 'small': neuron 1 ('given-1') by ", error, StringComparison.Ordinal);
        Assert.EndsWith("(--outside warn takes it all the same)\n", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("V.npy")));
    }

    [Fact]
    public void Render_NeuronOutsideAllowed_SaysNothingAndRendersTheSame()
    {
        Render("far.csv");
        var warned = File.ReadAllBytes(_folder.File("V.npy"));

        Assert.Equal((0, "", ""), Render("far.csv", "--outside", "allow"));
        Assert.Equal(warned, File.ReadAllBytes(_folder.File("V.npy")));
    }

    [Fact]
    public void Render_ManyNeuronsOutside_NamesTheFirstAndCountsTheRest()
    {
        File.WriteAllLines(_folder.File("many.csv"), ["threshold_current,resting_voltage", .. Enumerable.Range(0, 20).Select(n => $"0.0{n + 30},-60")]);
        var lines = Render("many.csv").Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(9, lines.Length);
        Assert.Equal("noble-edge: warning: 20 of 20 neurons lie outside the latent space of 'small', 8 of them are named above", lines[^1]);
    }

    [Theory]
    [InlineData("nan")]
    [InlineData("inf")]
    public void Render_ValueThatIsNoNumber_IsRefusedWhateverThePolicy(string value)
    {
        File.WriteAllText(_folder.File("bad.csv"), $"threshold_current,resting_voltage\n0.07,{value}\n");
        var (code, _, error) = Render("bad.csv", "--outside", "allow");

        Assert.Equal(2, code);
        Assert.Contains("bad.csv', line 2: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Density_JudgesByIt()
    {
        var path = Path.Combine(_model, ModelBundle.ManifestFile);
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text.Replace("\"latent\": {", "\"latent\": { \"domain\": { \"kind\": \"Density\" },", StringComparison.Ordinal));

        Assert.Equal(2, Render("far.csv", "--outside", "refuse").Code);
        File.WriteAllText(_folder.File("near.csv"), "threshold_current,resting_voltage\n0.1,-75\n0.1,-74\n");
        Assert.Equal((0, "", ""), Render("near.csv", "--outside", "refuse"));
    }

    [Theory]
    [InlineData("n-1:n-3:5")]
    [InlineData("1:3:5")]
    [InlineData("1:n-3:5")]
    public void Render_Interpolate_EndsAreTheTrainingNeurons(string way)
    {
        AssertDone("render", "--model", _model, "--current", "0.2", "--interpolate", way, "--out", _folder.File("I.npy"));
        AssertDone("render", "--model", _model, "--current", "0.2", "--population", "training", "--neurons", "4", "--out", _folder.File("T.npy"));
        var (between, trained) = (NpyFile.Read<float>(_folder.File("I.npy"), 5, SmallModel.Length).Data, NpyFile.Read<float>(_folder.File("T.npy"), 4, SmallModel.Length).Data);

        Assert.Equal(Row(trained, 1), Row(between, 0));
        Assert.Equal(Row(trained, 3), Row(between, 4));
        Assert.NotEqual(Row(trained, 1), Row(between, 2));
        Assert.NotEqual(Row(trained, 3), Row(between, 2));
    }

    [Theory]
    [InlineData("n-1:n-3", "interpolate 'n-1:n-3': expected A:B:N, as in fs-00:fs-03:9, with training neurons by name or index and N from 2")]
    [InlineData("n-1:n-3:1", "interpolate 'n-1:n-3:1': expected A:B:N, as in fs-00:fs-03:9, with training neurons by name or index and N from 2")]
    [InlineData("n-1::4", "interpolate 'n-1::4': expected A:B:N, as in fs-00:fs-03:9, with training neurons by name or index and N from 2")]
    [InlineData("n-1:n-9:4", "interpolate: no training neuron 'n-9' in model 'small', expected a name, n-0 to n-3, or an index, 0 to 3")]
    [InlineData("n-1:4:4", "interpolate: no training neuron '4' in model 'small', expected a name, n-0 to n-3, or an index, 0 to 3")]
    public void Render_InterpolateMistake_SaysWhatIsExpected(string way, string expected) =>
        NobleEdge.AssertMistake(expected, "render", "--model", _model, "--current", "0.2", "--interpolate", way, "--out", _folder.File("I.npy"));

    [Fact]
    public void Render_UnknownPolicy_SaysWhatIsExpected() => NobleEdge.AssertMistake(
        "outside 'never': expected refuse, warn or allow", "render", "--model", _model, "--current", "0.2", "--neurons", "2", "--outside", "never", "--out", _folder.File("I.npy"));

    [Fact]
    public void Run_Latents_AreTheNeuronsAndThoseOutsideAreNamed()
    {
        var (code, _, error) = Stream("--latents", _folder.File("far.csv"));
        var summary = Summary();

        Assert.Equal(0, code);
        Assert.Equal((3, "given"), (summary.GetProperty("neurons").GetInt32(), summary.GetProperty("population").GetString()));
        Assert.Contains("noble-edge: warning: outside the latent space of 'small', do not trust it: neuron 1 ('given-1')", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Interpolate_IsTheWay()
    {
        Assert.Equal((0, "", ""), Stream("--interpolate", "0:3:6"));
        Assert.Equal((6, "interpolated"), (Summary().GetProperty("neurons").GetInt32(), Summary().GetProperty("population").GetString()));
    }

    [Fact]
    public void Run_ConfigurationRefusesThoseOutside_IsTheUsersMistake()
    {
        File.WriteAllText(_folder.File("run.json"), """{ "latents": "far.csv", "outside": "refuse", "model": "small.noble" }""");
        var (code, output, error) = NobleEdge.Run("run", _folder.File("run.json"));

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("noble-edge: error: 1 of 3 neurons lies outside the latent space of 'small'", error, StringComparison.Ordinal);
    }

    private static float[] Row(float[] voltage, int neuron) => voltage[(neuron * SmallModel.Length)..((neuron + 1) * SmallModel.Length)];

    private (int Code, string Output, string Error) Render(string latents, params string[] more) => NobleEdge.Run(
        ["render", "--model", _model, "--current", "0.2", "--latents", _folder.File(latents), "--out", _folder.File("V.npy"), .. more]);

    private (int Code, string Output, string Error) Stream(params string[] more) => NobleEdge.Run(
        ["run", "--model", _model, "--broker", "embedded:0", "--duration", "100ms", "--quiet", "--summary", _folder.File("summary.json"), .. more]);

    private JsonElement Summary() => JsonDocument.Parse(File.ReadAllBytes(_folder.File("summary.json"))).RootElement;

    private static void AssertDone(params string[] arguments) => Assert.Equal((0, "", ""), NobleEdge.Run(arguments));
}
