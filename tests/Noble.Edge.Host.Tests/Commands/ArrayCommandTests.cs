using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

public sealed class ArrayCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public ArrayCommandTests() => _model = SpikingModel.Write(_folder.File("small.noble"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Render_Population_IsTheRenderersVoltage()
    {
        AssertDone("render", "--model", _model, "--current", "0.2", "--neurons", "3", "--seed", "5", "--out", _folder.File("V.npy"));
        var model = ModelBundle.Load(_model);
        using var renderer = new PopulationRenderer(model, Population.Draw(model, 3, 5), RendererOptions.Default);
        var file = NpyFile.Read<float>(_folder.File("V.npy"), 3, SmallModel.Length);
        Assert.Equal(renderer.Render(0, 0.2).ToArray(), file.Data);
    }

    [Fact]
    public void Render_Spikes_AreTheUpwardCrossingsInOrder()
    {
        AssertDone("render", "--model", _model, "--current", "0.2", "--neurons", "4", "--out", _folder.File("V.npy"), "--spikes", _folder.File("S.csv"));
        var lines = File.ReadAllLines(_folder.File("S.csv"));
        Assert.Equal("neuron,time_ms", lines[0]);
        var spikes = lines.Skip(1).Select(line => line.Split(',')).Select(cells => (Neuron: int.Parse(cells[0], null), Time: double.Parse(cells[1], null))).ToArray();
        Assert.NotEmpty(spikes);
        Assert.Equal(spikes.Order(Comparer<(int Neuron, double Time)>.Create((a, b) => a.Time.CompareTo(b.Time))), spikes);

        var voltage = NpyFile.Read<float>(_folder.File("V.npy")).Data;
        Assert.All(spikes, spike =>
        {
            var before = (spike.Neuron * SmallModel.Length) + (int)(spike.Time / SmallModel.StepMilliseconds);
            Assert.InRange(voltage[before], -1000, -20.0001f);
            Assert.InRange(voltage[before + 1], -20, 1000);
        });
    }

    [Fact]
    public void Render_Latents_AreTheNeurons()
    {
        File.WriteAllText(_folder.File("l.csv"), "resting_voltage,threshold_current\n-66,0.09\n-75,0.05\n");
        AssertDone("render", "--model", _model, "--current", "0.2", "--latents", _folder.File("l.csv"), "--out", _folder.File("L.npy"));
        AssertDone("render", "--model", _model, "--current", "0.2", "--population", "training", "--neurons", "4", "--out", _folder.File("T.npy"));
        var given = NpyFile.Read<float>(_folder.File("L.npy"), 2, SmallModel.Length);
        Assert.Equal(2 * SmallModel.Length, given.Data.Length);
        Assert.NotEqual(NpyFile.Read<float>(_folder.File("T.npy")).Data[..SmallModel.Length], given.Data[..SmallModel.Length]);
    }

    [Theory]
    [InlineData("--seed", "6")]
    [InlineData("--current", "0.25")]
    [InlineData("--population", "training")]
    public void Render_Option_ChangesTheVoltage(string option, string value)
    {
        string[] plain = ["render", "--model", _model, "--neurons", "2", "--out", _folder.File("A.npy")];
        string[] other = ["render", "--model", _model, "--neurons", "2", "--out", _folder.File("B.npy"), option, value];
        AssertDone([.. plain, "--current", "0.2"]);
        AssertDone(option == "--current" ? other : [.. other, "--current", "0.2"]);
        Assert.NotEqual(File.ReadAllBytes(_folder.File("A.npy")), File.ReadAllBytes(_folder.File("B.npy")));
    }

    [Fact]
    public void Render_Variability_ChangesFromTrialToTrialAndComesBackWithTheSeed()
    {
        byte[] Voltage(string trial, string variability)
        {
            AssertDone("render", "--model", _model, "--neurons", "2", "--current", "0.2", "--trial", trial, "--variability", variability, "--out", _folder.File("V.npy"));
            return File.ReadAllBytes(_folder.File("V.npy"));
        }

        Assert.Equal(Voltage("0", "0"), Voltage("1", "0"));
        Assert.NotEqual(Voltage("0", "0.5"), Voltage("1", "0.5"));
        Assert.Equal(Voltage("1", "0.5"), Voltage("1", "0.5"));
    }

    [Fact]
    public void Forward_RawInput_IsTheEnginesOutput()
    {
        var random = new Random(4);
        var input = Enumerable.Range(0, 2 * 10 * 300).Select(_ => random.NextSingle()).ToArray();
        NpyFile.Write(_folder.File("X.npy"), input, 2, 10, 300);
        AssertDone("forward", "--model", _model, "--input", _folder.File("X.npy"), "--output", _folder.File("Y.npy"));
        var model = ModelBundle.Load(_model);
        using var engine = new SimdEngine(model.Weights, 300);
        var expected = new float[2 * 300];
        engine.Forward(input, 2, expected);
        Assert.Equal(expected, NpyFile.Read<float>(_folder.File("Y.npy"), 2, 1, 300).Data);
    }

    [Fact]
    public void Inspect_Model_SaysWhatItIs()
    {
        var (code, output, error) = NobleEdge.Run("inspect", _model);
        Assert.Equal((0, ""), (code, error));
        string[] expected =
        [
            "A small untrained model for tests", "2 layers of 6 channels, 16 modes, 10 inputs", "500 samples of 0.1 ms = 50 ms; current on at 10 ms, off at 40 ms",
            "-0.1 to 0.3 nA", "threshold_current: 0.05 to 0.1 nA", "resting_voltage: -75 to -65 mV", "4 training neurons; new ones are drawn from their convex hull", "not measured",
            "not trained; 0 traces, seed 1", "simd, ", "2 verified against their SHA-256", ModelBundle.Load(_model).Hash,
        ];
        Assert.All(expected, text => Assert.Contains(text, output, StringComparison.Ordinal));
    }

    [Fact]
    public void Inspect_AccuracyInTheManifest_IsATable()
    {
        var path = Path.Combine(_model, ModelBundle.ManifestFile);
        var row = """{ "split": "seen neurons, new currents", "zone": "all", "traces": 120, "relativeL2Percent": 2.5, "spikeCountErrorPercent": 1.25, "spikesWithinOneMillisecondPercent": 97.5, "coincidenceF1": 0.975, "falseSpikes": 3 }""";
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"accuracy\": []", $"\"accuracy\": [{row}]", StringComparison.Ordinal));
        var (_, output, _) = NobleEdge.Run("inspect", _model);
        Assert.Matches("seen neurons, new currents +all +120 +2.50 % +1.25 % +97.50 % +0.975 +- +- +- +3", output);
    }

    private static void AssertDone(params string[] arguments) => Assert.Equal((0, "", ""), NobleEdge.Run(arguments));
}
