using System.Text;
using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Trainer.Tests;

public sealed class LatentCommandTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public LatentCommandTests() => SmallModel.Write(_temporary.File("small.noble"));

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Run_Model_DescribesItsLatentSpace()
    {
        var (code, output, error) = Run("latent", "--model", "small.noble");

        Assert.Equal((0, ""), (code, error));
        string[] expected =
        [
            "model        small: 4 training neurons in 2 features\n",
            "threshold_current  nA          0.05        0.09         0.1\n",
            "resting_voltage    mV           -75         -66         -65\n",
            "domain       convex hull of the training neurons; new neurons are drawn uniformly inside it\n",
            "left out     of 4 training neurons 0 lie inside the hull of the others\n",
            "components   2 of 2 hold 95 % of the variance (",
            "latent.domain { \"kind\": \"Density\" } suits them better\n",
        ];
        Assert.All(expected, text => Assert.Contains(text, output, StringComparison.Ordinal));

        // A trapezium with sides of 2 and 1.6 over a height of 1.8, and a triangle of 1.6 by 0.2, in a box of 2 by 2: 0.855.
        Assert.Matches("hull         fills 8[4-7]\\.?[0-9]* % of the box of the feature ranges \\(10000 points tried\\)\n", output);
    }

    [Fact]
    public void Run_Density_SaysItsBandwidth()
    {
        var path = Path.Combine(_temporary.File("small.noble"), ModelBundle.ManifestFile);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"latent\": {", "\"latent\": { \"domain\": { \"kind\": \"Density\" },", StringComparison.Ordinal));
        var output = Run("latent", "--model", "small.noble", "--draw", "5").Output;

        // Scott's rule: 4 to the power of -1/6.
        Assert.Contains("domain       density of the training neurons, kernel 0.794 standard deviations wide (Scott's rule), inside from quantile 0 of the left-out densities\n", output, StringComparison.Ordinal);
        Assert.Contains("advice       the density suits these neurons\n", output, StringComparison.Ordinal);
        Assert.Contains("drawn        5 neurons, seed 1; nearest training neuron at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Csv_HasTheNeuronsThatTheRuntimeDraws()
    {
        var (code, _, error) = Run("latent", "--model", "small.noble", "--draw", "7", "--seed", "5", "--csv", "drawn.csv");
        var model = ModelBundle.Load(_temporary.File("small.noble"));
        var (given, drawn) = (Population.FromCsv(model, _temporary.File("drawn.csv")), Population.Draw(model, 7, 5));

        Assert.Equal((0, "", 7), (code, error, given.Count));
        for (var n = 0; n < 7; n++)
        {
            Assert.Equal(drawn.Features(n).ToArray(), given.Features(n).ToArray());
        }
    }

    [Fact]
    public void Run_DataSet_PlacesTheNeuronsThatWereNeverSeen()
    {
        WriteDataSet("""{ "name": "n-1", "features": {} }, { "name": "near", "features": { "threshold_current": 0.07, "resting_voltage": -70, "slope": 1 } }, { "name": "far-off", "features": { "threshold_current": 0.2, "resting_voltage": -70 } }""");
        var (code, output, error) = Run("latent", "--model", "small.noble", "--data", ".");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("never seen   2 neurons of the data set, 1 of them inside\n", output, StringComparison.Ordinal);
        Assert.Matches("             near     nearest n-3 at [0-9.]+; inside\n", output);
        Assert.Matches("             far-off  nearest n-1 at [0-9.]+; outside by [0-9.]+, most in threshold_current: 0.2 nA, 0.0[0-9]+ at the edge\n", output);
    }

    [Theory]
    [InlineData("latent.png")]
    [InlineData("latent.svg")]
    public void Run_Plot_WritesThePicture(string name)
    {
        WriteDataSet("""{ "name": "near", "features": { "threshold_current": 0.07, "resting_voltage": -70 } }""");
        var (code, output, error) = Run("latent", "--model", "small.noble", "--plot", name, "--data", ".");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("drawn        200 neurons, seed 1;", output, StringComparison.Ordinal);
        Assert.EndsWith($"written      {name}\n", output, StringComparison.Ordinal);
        var bytes = File.ReadAllBytes(_temporary.File(name));
        if (name.EndsWith("png", StringComparison.Ordinal))
        {
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
            Assert.InRange(bytes.Length, 10_000, 1_000_000);
            return;
        }

        var text = Encoding.UTF8.GetString(bytes);
        string[] expected = ["threshold_current, nA", "resting_voltage, mV", "4 training neurons", "200 neurons drawn from the hull", "1 neurons never seen", "#0072B2", "#009E73", "#D55E00"];
        Assert.All(expected, part => Assert.Contains(part, text, StringComparison.Ordinal));

        // A rectangle without a fill is black.
        Assert.DoesNotMatch("<rect width=\"[0-9]+\" height=\"[0-9]+\"/>", text);
    }

    [Theory]
    [InlineData("latent", "Option '--model' is required")]
    [InlineData("latent --model nothing.noble", "nothing.noble: no such folder, expected a model folder NAME.noble")]
    [InlineData("latent --model small.noble --draw 0", "--draw 0: expected 1 to 1000000")]
    [InlineData("latent --model small.noble --csv x.csv", "--csv: expected --draw N, the number of neurons to draw")]
    [InlineData("latent --model small.noble --draw 3 --csv none/x.csv", "'none/x.csv' cannot be written: ")]
    [InlineData("latent --model small.noble --plot latent.gif", "--plot 'latent.gif': expected a name that ends in .png or .svg")]
    [InlineData("latent --model small.noble --data nothing", "data set 'nothing' cannot be read: ")]
    [InlineData("latent --model small.noble --data .", "neuron 'bare' of the data set has no feature 'threshold_current', expected every feature of the latent space")]
    public void Run_UsersMistake_GivesOneLineAndExitCodeTwo(string arguments, string expected)
    {
        WriteDataSet("""{ "name": "bare", "features": {} }""");
        var (code, _, error) = Run(arguments.Split(' '));

        Assert.Equal(2, code);
        Assert.StartsWith("noble-train: error: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    private void WriteDataSet(string neurons) => File.WriteAllText(_temporary.File("dataset.json"), $$"""
        {
          "schema": 1, "cell": "none", "solver": "none", "seed": 1,
          "grid": { "length": 500, "stepMilliseconds": 0.1, "stimulusOnMilliseconds": 10, "stimulusOffMilliseconds": 40 },
          "currentRange": { "minimumNanoamperes": -0.1, "maximumNanoamperes": 0.3 },
          "neurons": [ {{neurons}} ], "traces": []
        }
        """);

    private (int Code, string Output, string Error) Run(params string[] arguments) => NobleTrain.Run(_temporary.FullName, arguments);
}
