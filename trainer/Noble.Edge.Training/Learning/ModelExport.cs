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
    /// <exception cref="DataSetException">The run has no usable checkpoint.</exception>
    public static void Write(string run, DataSet data, string target)
    {
        var configuration = RunFolder.ReadConfiguration(run);
        var record = RunFolder.ReadRecord(run);
        var design = ModelDesign.Create(configuration, data);
        var weights = Checkpoint.LoadWeights(run, design.Manifest.Network, out var state);
        var manifest = design.Manifest with
        {
            Provenance = design.Manifest.Provenance with
            {
                Trainer = $"noble-train {Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)}",
                Training = Describe(configuration, state, design),
                TrainingTraces = record.TrainingTraces,
                TrainingSeconds = Math.Round(record.Seconds),
                Machine = record.Machine,
            },
        };
        ModelBundle.Save(target, manifest, weights, design.TrainedClocks, design.ClockMap);
    }

    /// <summary>Writes measured accuracy into the manifest of a model folder.</summary>
    public static void SetAccuracy(ModelBundle model, IReadOnlyList<AccuracyRow> rows)
    {
        var clocks = model.Manifest.Clock is null
            ? null
            : Enumerable.Range(0, model.Latent.PointCount).SelectMany(point => model.TrainedClock(point)!).ToArray();
        ModelBundle.Save(model.Folder, model.Manifest with { Accuracy = [.. rows] }, model.Weights, clocks, model.ClockMap);
    }

    private static string Describe(TrainingConfiguration configuration, CheckpointState state, ModelDesign design) => string.Create(
        CultureInfo.InvariantCulture,
        $"relative L{configuration.LossOrder} loss, AdamW, one cycle to {configuration.LearningRate}, batch {configuration.Batch}, {state.Step} steps" +
        $"; clock map {design.ClockLeaveOneOutCycles:f3} cycles leave-one-out");
}
