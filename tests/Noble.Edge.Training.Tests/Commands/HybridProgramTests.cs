using System.Globalization;
using System.Text.Json.Nodes;
using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class HybridProgramTests : IDisposable
{
    private const string Circuit = """
        {
          "virtualCells": 2,
          "synapses": [
            { "from": 0, "to": 1, "inhibitory": true, "conductanceNanosiemens": 30, "decayMilliseconds": 25, "plasticity": { "release": 0.1, "recoveryMilliseconds": 600 } },
            { "from": 1, "to": 0, "inhibitory": true, "conductanceNanosiemens": 30, "decayMilliseconds": 25, "plasticity": { "release": 0.1, "recoveryMilliseconds": 600 } }
          ],
          "holding": [{ "cell": 0, "nanoamperes": 0.3 }, { "cell": 1, "nanoamperes": 0.3 }]
        }
        """;

    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Hybrid_BuiltInCell_WritesTheSolversReport()
    {
        File.WriteAllText(_temporary.File("circuit.json"), Circuit);
        var (code, output, error) = TrainerProgram.Run("hybrid --circuit circuit.json --duration 300 --skip 50 --versions solver --out report", _temporary.FullName);

        Assert.DoesNotContain("error", error, StringComparison.Ordinal);
        Assert.Equal(0, code);
        Assert.Contains("| solver | solver, solver | 0.02 | ", output, StringComparison.Ordinal);
        foreach (var name in (string[])["report.md", "report.json", "spikes.csv", "voltage.png", "raster.png"])
        {
            Assert.True(new FileInfo(_temporary.File($"report/{name}")).Length > 100, name);
        }

        var version = JsonNode.Parse(File.ReadAllText(_temporary.File("report/report.json")))!["versions"]![0]!;
        var spikes = File.ReadAllLines(_temporary.File("report/spikes.csv"))[1..].Select(line => line.Split(',')).ToArray();
        Assert.Equal((int)version["spikes"]![0]!, spikes.Count(spike => spike[1] == "0"));
        Assert.InRange(spikes.Count(spike => spike[1] == "0"), 5, 100);

        // Kicked, the first cell is ahead and holds the other down.
        Assert.True(spikes.Count(spike => spike[1] == "0" && Time(spike) < 60) > spikes.Count(spike => spike[1] == "1" && Time(spike) < 60));
    }

    [Fact]
    public void Hybrid_WithAModel_RunsEveryVersion()
    {
        File.WriteAllText(_temporary.File("circuit.json"), Circuit);
        var latent = WriteModel(_temporary.File("model.noble"));
        var (code, _, error) = TrainerProgram.Run(
            $"hybrid --model model.noble --neurons {latent} --circuit circuit.json --duration 100 --skip 10 --out report", _temporary.FullName);

        Assert.DoesNotContain("error", error, StringComparison.Ordinal);
        Assert.Equal(0, code);
        var versions = JsonNode.Parse(File.ReadAllText(_temporary.File("report/report.json")))!["versions"]!.AsArray();
        Assert.Equal(["solver", "half-step", "hybrid", "operator"], versions.Select(version => (string)version!["version"]!));
        Assert.Equal("operator", (string)versions[2]!["made_by"]![0]!);
        Assert.Equal("solver", (string)versions[2]!["made_by"]![1]!);
        Assert.True((int)versions[3]!["spikes"]![0]! > 0);
    }

    [Fact]
    public void Hybrid_SeveralGroups_AreSummedUp()
    {
        File.WriteAllText(_temporary.File("circuit.json"), Circuit);
        string[] names = [.. Neurons.BuiltInCells.Find("fast-spiking")!.ParameterSets.Take(2).Select(set => set.Name)];
        var (code, output, error) = TrainerProgram.Run(
            $"hybrid --neurons {names[0]},{names[1]};{names[1]},{names[0]} --circuit circuit.json --duration 50 --skip 5 --versions solver,half-step --out reports", _temporary.FullName);

        Assert.DoesNotContain("error:", error, StringComparison.Ordinal);
        Assert.Equal(0, code);
        Assert.Contains("2 groups of neurons", output, StringComparison.Ordinal);
        Assert.Contains("| half-step | 0 | 0 | - |", output, StringComparison.Ordinal); // too short for a rhythm
        foreach (var file in (string[])["summary.json", "summary.md", "1/report.json", "2/spikes.csv"])
        {
            Assert.True(File.Exists(_temporary.File($"reports/{file}")), file);
        }
    }

    [Fact]
    public void Hybrid_NeuronThatTheModelDoesNotHave_IsSaidInOneLine()
    {
        File.WriteAllText(_temporary.File("circuit.json"), Circuit);
        WriteModel(_temporary.File("model.noble"));
        var (code, _, error) = TrainerProgram.Run("hybrid --model model.noble --neurons fs-00,fs-07 --circuit circuit.json --out report", _temporary.FullName);

        Assert.Equal(2, code);
        Assert.StartsWith("noble-train: error: neuron fs-07: model.noble has no such neuron; expected one of fs-00 to ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Hybrid_NeuronThatTheModelNeverSaw_HasTheFeaturesOfADataSet()
    {
        File.WriteAllText(_temporary.File("circuit.json"), Circuit);
        var known = WriteModel(_temporary.File("model.noble")).Split(',')[0];
        var latent = ModelBundle.Load(_temporary.File("model.noble")).Manifest.Latent;
        var job = StreamingJobs.Job(neurons: 3, traces: 1, window: 20);
        var unknown = job.Sets[2].Name;
        StreamingJobs.Write(_temporary.File("data"), job with { Surveyed = [.. job.Surveyed!.Select(neuron => neuron with { Features = latent.Features.ToDictionary(feature => feature.Name, feature => (feature.Minimum + feature.Maximum) / 2) })] });
        var arguments = $"hybrid --model model.noble --neurons {unknown},{known} --circuit circuit.json --duration 50 --skip 5 --versions operator --out report";

        var (refused, _, error) = TrainerProgram.Run(arguments, _temporary.FullName);
        Assert.Equal(2, refused);
        Assert.Contains($"neuron {unknown}: model.noble has no such neuron", error, StringComparison.Ordinal);

        var (code, output, _) = TrainerProgram.Run($"{arguments} --features-of data", _temporary.FullName);
        Assert.Equal(0, code);
        Assert.Contains($"Neurons: {unknown}, {known}.", output, StringComparison.Ordinal);
        var (missing, _, line) = TrainerProgram.Run($"{arguments} --features-of none", _temporary.FullName);
        Assert.Equal(2, missing);
        Assert.Single(line.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("--circuit none.json", "none.json cannot be read")]
    [InlineData("--circuit circuit.json --versions operator", "--versions operator: expected --model with a streaming operator")]
    [InlineData("--circuit circuit.json --versions all", "--versions all: expected some of solver, half-step, hybrid, operator")]
    [InlineData("--circuit circuit.json --duration 5", "--duration 5: expected 10 to 600000 ms")]
    [InlineData("--circuit circuit.json --duration 50 --skip 50", "--skip 50: expected 0 to less than --duration, 50 ms")]
    [InlineData("--circuit circuit.json --dt 0.03", "--dt 0.03: expected a step of which 0.1 ms is a multiple")]
    [InlineData("--circuit circuit.json --gap 0", "--gap 0: expected over 0 ms")]
    [InlineData("--circuit circuit.json --neurons fs-00", "1 neurons, expected 2: one a cell of the circuit")]
    [InlineData("--circuit circuit.json --neurons fs-00,none", "--neurons none: expected parameter sets of the cell, ")]
    [InlineData("--circuit wrong.json", "wrong.json: synapses[0].from is missing, expected a whole number")]
    [InlineData("--circuit circuit.json --model none", "none")]
    public void Hybrid_Mistake_IsSaidInOneLine(string arguments, string expected)
    {
        File.WriteAllText(_temporary.File("circuit.json"), Circuit);
        File.WriteAllText(_temporary.File("wrong.json"), """{ "virtualCells": 1, "synapses": [{}] }""");
        var (code, _, error) = TrainerProgram.Run($"hybrid {arguments} --out report", _temporary.FullName);

        Assert.Equal(2, code);
        Assert.StartsWith("noble-train: error: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    private static double Time(string[] spike) => double.Parse(spike[2], CultureInfo.InvariantCulture);

    // A model of the built-in cell's first two neurons with a streaming operator that nobody trained.
    private static string WriteModel(string folder)
    {
        string[] names = [.. Neurons.BuiltInCells.Find("fast-spiking")!.ParameterSets.Take(2).Select(set => set.Name)];
        SmallModel.Write(folder);
        var model = ModelBundle.Load(folder);
        var points = model.Manifest.Latent.Points;
        (points[0], points[1]) = (points[0] with { Name = names[0] }, points[1] with { Name = names[1] });
        ModelBundle.SaveManifest(model, model.Manifest);
        var spec = new StreamingSpec
        {
            StepMilliseconds = 0.1,
            CurrentRange = new CurrentRange { MinimumNanoamperes = -2, MaximumNanoamperes = 2 },
            CurrentTimeConstantsMilliseconds = [1, 10],
            ConductanceTimeConstantsMilliseconds = [0.7, 9],
            ResetTimeConstantsMilliseconds = [5],
            SpikeTimeConstantsMilliseconds = [2],
            SinceTimeConstantsMilliseconds = [3],
            Products = [],
            HeldCurrentTimeConstantsMilliseconds = [],
            HeldIntervalTimeConstantsMilliseconds = [],
            HeldIntervals = 0,
            HeldDecayMilliseconds = 200,
            Features = [model.Manifest.Latent.Features[0].Name],
            Neurons = [],
            OwnFilters = 0,
            Hidden = [4],
            ConditioningHidden = [4],
            RefractoryMilliseconds = 1.5,
            HazardLeakMilliseconds = 200,
            SynapticReferenceMillivolts = -60,
            MostConductanceNanosiemens = 200,
            Output = new OutputMapping { ScaleMillivolts = 10, OffsetMillivolts = -65 },
            Accuracy = [],
            Provenance = model.Manifest.Provenance,
        };
        var tensors = StreamingWeights.Random(spec, 1).ToTensors().ToDictionary(tensor => tensor.Key, tensor => tensor.Value);
        tensors["layers.1.bias"] = new TensorData(new[] { -3f, 0f }, tensors["layers.1.bias"].Shape);
        ModelBundle.SaveStreaming(ModelBundle.Load(folder), StreamingWeights.FromTensors(spec, tensors, "small"));
        return string.Join(',', names);
    }
}
