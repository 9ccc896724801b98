using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class ModelTrainerTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Run_SyntheticNeurons_LearnsThem()
    {
        var configuration = SyntheticData.Configuration(300);
        var losses = new List<double>();

        using var trainer = Trainer(configuration);
        trainer.Run(progress => losses.Add(progress.Loss), () => false);

        Assert.Equal(300, trainer.Step);
        Assert.True(losses[^1] < 0.5 * losses[0], $"loss {losses[0]:f3} -> {losses[^1]:f3}, expected at most half");
    }

    [Fact]
    public void Resume_AfterACheckpoint_GivesTheWeightsOfAnUninterruptedRun()
    {
        var configuration = SyntheticData.Configuration(12);
        using var whole = Trainer(configuration);
        whole.Run(_ => { }, () => false);

        using (var first = Trainer(configuration))
        {
            first.Run(_ => { }, () => first.Step >= 5);
            Assert.Equal(5, first.Step);
            first.SaveCheckpoint(_temporary.FullName);
        }

        using var second = Trainer(configuration);
        second.Resume(_temporary.FullName);
        second.Run(_ => { }, () => false);

        Assert.Equal(
            whole.Network.ToWeights().Blocks[1].SpectralReal.ToArray(),
            second.Network.ToWeights().Blocks[1].SpectralReal.ToArray());
    }

    [Fact]
    public void Resume_NoCheckpoint_SaysWhere()
    {
        using var trainer = Trainer(SyntheticData.Configuration(2));

        var error = Assert.Throws<DataSetException>(() => trainer.Resume(_temporary.FullName));

        Assert.Contains($"no usable checkpoint in '{_temporary.File("checkpoint")}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_TrainedRun_LoadsInTheRuntimeAndIsMeasured()
    {
        var data = SyntheticData.Create();
        var configuration = SyntheticData.Configuration(6) with { HeldOutNeurons = ["s-2"], HeldOutExcess = [[0.1, 0.15]] };
        var design = ModelDesign.Create(configuration, data);
        var (run, target) = (_temporary.File("run"), _temporary.File("synthetic.noble"));
        RunFolder.Start(run, configuration);
        using (var trainer = new ModelTrainer(configuration, data, design))
        {
            trainer.Run(_ => { }, () => false);
            trainer.SaveCheckpoint(run);
            RunFolder.Finish(run, "none", trainer, design);
        }

        ModelExport.Write(run, data, target);
        var model = ModelBundle.Load(target);
        var rows = ModelEvaluation.Run(model, data, (_, _) => { });
        ModelExport.SetAccuracy(model, rows);

        var reloaded = ModelBundle.Load(target).Manifest;
        Assert.Equal(["s-0", "s-1"], reloaded.Latent.Points.Select(point => point.Name));
        Assert.Equal(3, reloaded.Accuracy.Select(row => row.Split).Distinct().Count());
        Assert.All(reloaded.Accuracy, row => Assert.True(row.RelativeL2Percent > 0));
        Assert.Equal(3, reloaded.Accuracy.First(row => row.Split == ModelEvaluation.SeenNeurons && row.Zone == "all").Traces);
    }

    [Theory]
    [InlineData("nobody", "threshold_current", "held-out neuron 'nobody' is not in the data set")]
    [InlineData("s-1", "mood", "unknown latent feature 'mood', expected one of threshold_current, slope")]
    public void Create_ConfigurationThatDoesNotFitTheData_SaysWhy(string heldOut, string feature, string expected)
    {
        var configuration = SyntheticData.Configuration(1) with { HeldOutNeurons = [heldOut], Features = [feature, "resting_voltage"] };

        var error = Assert.Throws<DataSetException>(() => ModelDesign.Create(configuration, SyntheticData.Create()));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    private static ModelTrainer Trainer(TrainingConfiguration configuration)
    {
        var data = SyntheticData.Create();
        return new ModelTrainer(configuration, data, ModelDesign.Create(configuration, data));
    }
}
