using System.Globalization;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class ResumeTests : IDisposable
{
    private static readonly TrainingConfiguration Base = SyntheticData.Configuration(9);

    private readonly TemporaryFolder _temporary = new();

    public static TheoryData<string> Kinds { get; } = ["adamw", "lbfgs", "cosine", "plateau on training", "plateau on validation", "average", "windows"];

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Resume_StoppedTwice_GivesTheBitsOfAnUninterruptedRun(string kind)
    {
        var plateau = Base with { Schedule = "plateau", PlateauPatience = 0, PlateauFactor = 0.1, LearningRate = 0.2, Batch = 18, Steps = 12 };
        var configuration = kind switch
        {
            "adamw" => Base,
            "lbfgs" => Base with { Optimizer = "lbfgs", Schedule = "constant", LearningRate = 1, LbfgsIterations = 2 },
            "cosine" => Base with { Schedule = "cosine" },
            "plateau on training" => plateau,
            "plateau on validation" => plateau with { PlateauOn = "validation", ValidationInterval = 2, HeldOutExcess = [[0.1, 0.15]], Batch = 15 },
            "average" => Base with { EmaDecay = 0.9 },
            _ => Base with { WindowShiftMilliseconds = 4 },
        };

        Assert.Equal(ShortRun.Weights(configuration), ShortRun.WeightsWithStopsAt(configuration, _temporary.FullName, 3, 7));
    }

    [Theory]
    [InlineData(".new", true)]
    [InlineData(".old", false)]
    public void Resume_CrashBetweenTheRenames_FindsAWholeCheckpoint(string left, bool isNew)
    {
        var run = _temporary.FullName;
        using (var trainer = ShortRun.Trainer(Base))
        {
            trainer.Run(_ => { }, () => trainer.Step == 2);
            trainer.SaveCheckpoint(run);
            Directory.Move(Path.Combine(run, "checkpoint"), Path.Combine(run, "checkpoint.old"));
            trainer.Run(_ => { }, () => trainer.Step == 4);
            trainer.SaveCheckpoint(run);
        }

        // As a kill leaves it: the fresh one whole and not yet in its place, or not yet whole.
        Assert.False(Directory.Exists(Path.Combine(run, "checkpoint.old")));
        Directory.Move(Path.Combine(run, "checkpoint"), Path.Combine(run, "checkpoint" + left));
        if (!isNew)
        {
            Directory.CreateDirectory(Path.Combine(run, "checkpoint.new"));
        }

        Assert.True(RunFolder.HasCheckpoint(run));
        using var resumed = ShortRun.Trainer(Base);
        resumed.Resume(run);
        Assert.Equal(4, resumed.Step);
        resumed.SaveCheckpoint(run);
        Assert.Equal(["checkpoint"], Directory.EnumerateDirectories(run).Select(folder => Path.GetFileName(folder)));
    }

    [Fact]
    public void Resume_CheckpointOfAnotherOptimizer_SaysThatItIsNoUse()
    {
        using (var trainer = ShortRun.Trainer(Base))
        {
            trainer.SaveCheckpoint(_temporary.FullName);
        }

        using var other = ShortRun.Trainer(Base with { Optimizer = "lbfgs" });

        Assert.StartsWith("no usable checkpoint in", Assert.Throws<DataSetException>(() => other.Resume(_temporary.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_KeepBest_KeepsTheCheckpointOfTheLowestValidationLoss()
    {
        var configuration = Base with { ValidationInterval = 2, ValidationTraces = 2, KeepBest = true, HeldOutExcess = [[0.1, 0.15]], LearningRate = 1, Schedule = "constant", Steps = 12 };
        var data = SyntheticData.Create();
        var design = ModelDesign.Create(configuration, data);
        var run = _temporary.FullName;
        var losses = new Dictionary<long, double>();
        RunFolder.Start(run, configuration);
        using (var trainer = new ModelTrainer(configuration, data, design))
        {
            TrainingRun.Execute(run, "d", configuration, design, trainer, TimeProvider.System, p => Note(p), () => false);
        }

        var state = File.ReadAllText(Path.Combine(run, "checkpoint-best", "state.json"));
        Assert.Contains($"\"step\": {losses.MinBy(entry => entry.Value).Key},", state, StringComparison.Ordinal);
        Assert.Equal([2, 4, 6, 8, 10, 12], losses.Keys);
        Assert.Equal(losses.Values.Select(loss => loss.ToString("g6", CultureInfo.InvariantCulture)), File.ReadLines(Path.Combine(run, "curve.csv")).Skip(1).Select(row => row.Split(',')[4]));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(run, "tensorboard"), "events.out.tfevents.*"));
        ModelExport.Write(run, data, _temporary.File("last.noble"));
        ModelExport.Write(run, data, _temporary.File("best.noble"), best: true);
        Assert.NotEqual(File.ReadAllBytes(_temporary.File("last.noble/weights.safetensors")), File.ReadAllBytes(_temporary.File("best.noble/weights.safetensors")));

        void Note(TrainingProgress progress)
        {
            if (progress.Validation is { } validation)
            {
                losses[progress.Step] = validation.Loss;
            }
        }
    }

    [Theory]
    [InlineData(4, 60, 4)]
    [InlineData(0, 1e-9, 1)]
    [InlineData(0, 60, 10)]
    public void Execute_CheckpointIntervals_SaveInBetween(long everySteps, double everyMinutes, int firstSaved)
    {
        var configuration = Base with { CheckpointSteps = everySteps, CheckpointMinutes = everyMinutes };
        var data = SyntheticData.Create();
        var design = ModelDesign.Create(configuration, data);
        using var trainer = new ModelTrainer(configuration, data, design);
        var saved = new List<bool>();
        RunFolder.Start(_temporary.FullName, configuration);

        TrainingRun.Execute(_temporary.FullName, "d", configuration, design, trainer, TimeProvider.System, _ => saved.Add(RunFolder.HasCheckpoint(_temporary.FullName)), () => false);

        Assert.Equal(Enumerable.Range(1, 9).Select(step => step >= firstSaved), saved);
        Assert.True(RunFolder.HasCheckpoint(_temporary.FullName));
    }

    [Fact]
    public void Export_RunWithAverage_HoldsTheAverage()
    {
        var configuration = Base with { EmaDecay = 0.9 };
        var data = SyntheticData.Create();
        var design = ModelDesign.Create(configuration, data);
        RunFolder.Start(_temporary.FullName, configuration);
        using var trainer = new ModelTrainer(configuration, data, design);
        TrainingRun.Execute(_temporary.FullName, "d", configuration, design, trainer, TimeProvider.System, _ => { }, () => false);

        ModelExport.Write(_temporary.FullName, data, _temporary.File("m.noble"));

        var exported = Noble.Edge.Operator.ModelBundle.Load(_temporary.File("m.noble"));
        Assert.Equal(trainer.Result.ToWeights().Blocks[0].Skip.ToArray(), exported.Weights.Blocks[0].Skip.ToArray());
        Assert.NotEqual(trainer.Network.ToWeights().Blocks[0].Skip.ToArray(), exported.Weights.Blocks[0].Skip.ToArray());
        Assert.Contains("averaged weights (0.9)", exported.Manifest.Provenance.Training, StringComparison.Ordinal);
    }
}
