using System.Globalization;
using System.Reflection;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>From a run to a model folder.</summary>
public static class ModelExport
{
    /// <summary>Writes the model of a run's checkpoint, without accuracy.</summary>
    /// <param name="run">Folder of the run.</param>
    /// <param name="data">The data set that it was trained on.</param>
    /// <param name="target">The model folder.</param>
    /// <param name="best">Take the checkpoint of the lowest validation loss instead of the last.</param>
    /// <exception cref="DataSetException">The run has no usable checkpoint.</exception>
    public static void Write(string run, DataSet data, string target, bool best = false) =>
        Write(run, TrainingMaterial.Of(RunFolder.ReadConfiguration(run), data, ""), target, best);

    /// <summary>Writes the model of a run's checkpoint, without accuracy.</summary>
    /// <param name="run">Folder of the run.</param>
    /// <param name="material">What it learned from.</param>
    /// <param name="target">The model folder.</param>
    /// <param name="best">Take the checkpoint of the lowest validation loss instead of the last.</param>
    /// <exception cref="DataSetException">The run has no usable checkpoint.</exception>
    public static void Write(string run, TrainingMaterial material, string target, bool best = false)
    {
        var configuration = RunFolder.ReadConfiguration(run);
        var record = RunFolder.ReadRecord(run);
        var design = material.Design;
        var weights = Checkpoint.LoadWeights(run, best ? Checkpoint.Best : Checkpoint.Last, design.Manifest.Network, out var state);
        var manifest = design.Manifest with
        {
            Provenance = design.Manifest.Provenance with
            {
                Trainer = Trainer,
                Training = (material.Teacher is { } teacher ? $"distilled from {teacher} on draws of its own, " : "") + Describe(configuration, state, design),
                TrainingTraces = record.TrainingTraces,
                TrainingSeconds = Math.Round(record.Seconds),
                Machine = record.Machine,
            },
        };
        ModelBundle.Save(target, manifest, weights, design.TrainedClocks, design.ClockMap);
    }

    /// <summary>Writes a model that was trained further.</summary>
    /// <param name="parent">The model that it was made of.</param>
    /// <param name="trainer">Its trainer, at the end.</param>
    /// <param name="description">How it was trained further, in one line.</param>
    /// <param name="seed">Seed of that.</param>
    /// <param name="target">The new model folder.</param>
    public static void WriteTuned(ModelBundle parent, ModelTrainer trainer, string description, long seed, string target)
    {
        var origin = parent.Manifest.Provenance;
        var manifest = parent.Manifest with
        {
            Name = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(target)),
            Accuracy = [],
            Provenance = origin with
            {
                Trainer = Trainer,
                Training = $"{origin.Training}; {description}",
                Seed = seed,
                TrainingTraces = trainer.TraceCount,
                TrainingSeconds = Math.Round(trainer.Seconds),
                Machine = Machine.Describe(trainer.Network.Device),
                Parent = $"{parent.Manifest.Name} {parent.Hash}",
            },
        };
        ModelBundle.Save(target, manifest, trainer.Result.ToWeights(), ModelDesign.TrainedClocksOf(parent), parent.ClockMap);
    }

    /// <summary>The manifest and the weights of a run as they would be exported, but for accuracy and provenance.</summary>
    /// <param name="run">Folder of the run.</param>
    /// <param name="material">What it learned from.</param>
    /// <exception cref="DataSetException">The run has no usable checkpoint.</exception>
    public static (ModelDesign Design, FnoWeights Weights) Read(string run, TrainingMaterial material)
    {
        var design = material.Design;
        return (design, Checkpoint.LoadWeights(run, Checkpoint.Last, design.Manifest.Network, out _));
    }

    /// <summary>Writes measured accuracy into the manifest of a model folder.</summary>
    public static void SetAccuracy(ModelBundle model, IReadOnlyList<AccuracyRow> rows)
    {
        ModelBundle.SaveManifest(model, model.Manifest with { Accuracy = [.. rows] });
    }

    private static string Trainer => $"noble-train {Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)}";

    private static string Describe(TrainingConfiguration configuration, CheckpointState state, ModelDesign design)
    {
        var parts = new List<string>
        {
            $"{new TraceLoss(configuration.Loss, configuration.LossOrder, 1).Description} loss",
            configuration.Optimizer == "lbfgs" ? $"L-BFGS with {configuration.LbfgsIterations} iterations a step" : "AdamW",
            string.Create(CultureInfo.InvariantCulture, $"{configuration.Schedule} schedule from a highest rate of {configuration.LearningRate}"),
            $"batch {configuration.Batch}",
            $"{state.Step} steps",
        };
        if (configuration.EmaDecay > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"averaged weights ({configuration.EmaDecay})"));
        }

        if (configuration.WindowShiftMilliseconds > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"windows shifted by up to {configuration.WindowShiftMilliseconds} ms"));
        }

        if (configuration.Precision != "float32")
        {
            parts.Add($"mixed precision ({configuration.Precision})");
        }

        return string.Join(", ", parts) + (double.IsNaN(design.ClockLeaveOneOutCycles)
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"; clock map {design.ClockLeaveOneOutCycles:f3} cycles leave-one-out"));
    }
}
