using System.Globalization;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class EvaluateProgramTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public EvaluateProgramTests()
    {
        var data = SyntheticData.Create();
        data.Save(_temporary.File("data"));
        EvaluationModels.Write(_temporary.File("m.noble"), data);
        EvaluationModels.Write(_temporary.File("other.noble"), data, EvaluationModels.Configuration with { Embedding = "published" }, seed: 2);
        File.WriteAllLines(
            _temporary.File("cell.csv"),
            ["time (ms),voltage (mV)", .. Enumerable.Range(0, 3000).Select(k => string.Create(
                CultureInfo.InvariantCulture, $"{k / 10.0},{-70 + (k is >= 1000 and < 2000 && k % 250 < 10 ? 90 : 0)}"))]);
    }

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Run_Everything_WritesPageNumbersAndPictures()
    {
        var (code, output, error) = Run(
            "evaluate --model m.noble --data data --report report --json all.json --threads 1 --ensemble 10 --ablation \"published pair=other.noble\" --recording cell.csv --stim-start 100 --stim-end 200 --currents 0.2");

        Assert.True(code == 0, error);
        Assert.Contains("| seen neurons, new currents | all |", output, StringComparison.Ordinal);
        Assert.Contains("| spikes within 1 ms, overall, % |", output, StringComparison.Ordinal);
        Assert.Equal(
            [
                "features.png", "features.svg", "frequency-current.png", "frequency-current.svg", "latent.png", "latent.svg",
                "raster.png", "raster.svg", "report.html", "report.json", "voltage.png", "voltage.svg",
            ],
            Directory.EnumerateFiles(_temporary.File("report")).Select(path => Path.GetFileName(path)).Order());
        var report = EvaluationReport.Load(_temporary.File("all.json"));
        Assert.Equal(["this model", "published pair"], report.Ablations.Select(model => model.Name));
        var sweep = Assert.Single(report.Recording!.Sweeps);
        Assert.Equal((0.2, 100), (sweep.CurrentNanoamperes, sweep.StepMilliseconds));
        Assert.Equal(4, sweep.Features[EvaluatedFeatures.IndexOf("Spikecount")].Experiment);
        Assert.Equal(10, sweep.Features[EvaluatedFeatures.IndexOf("voltage_base")].EnsembleCount);
        Assert.Contains("counts do not compare, rates do", File.ReadAllText(Path.Combine(_temporary.File("report"), "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_RecordingOutsideTheTrainedRange_IsSaidAndLeftOut()
    {
        var (code, _, error) = Run("evaluate --model m.noble --data data --json all.json --threads 1 --ensemble 5 --recording cell.csv --stim-start 100 --stim-end 200 --currents 0.9");

        Assert.True(code == 0, error);
        var recording = EvaluationReport.Load(_temporary.File("all.json")).Recording!;
        Assert.Empty(recording.Sweeps);
        Assert.Equal("outside -0.05 to 0.3 nA", Assert.Single(recording.LeftOut).Reason);
    }

    [Theory]
    [InlineData("--ablation other.noble --report r", "--ablation 'other.noble': expected NAME=DIR")]
    [InlineData("--ablation a=nowhere.noble --report r", "nowhere.noble: no such folder")]
    [InlineData("--recording cell.csv --stim-start 100 --stim-end 200", "are shown in a report: give --report DIR or --json FILE")]
    [InlineData("--recording cell.csv --report r", "does not say when the stimulus was")]
    [InlineData("--recording none.abf --report r", "does not exist")]
    [InlineData("--ensemble 0 --report r", "--ensemble 0: expected 1 to 100000 neurons")]
    [InlineData("--threads -1", "--threads -1: expected 0 (one a core) to 1024")]
    public void Run_UsersMistake_GivesOneLineAndExitCodeTwo(string arguments, string expected)
    {
        var (code, output, error) = Run($"evaluate --model m.noble --data data {arguments}");

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    private (int Code, string Output, string Error) Run(string arguments) => TrainerProgram.Run(arguments, _temporary.FullName);
}
