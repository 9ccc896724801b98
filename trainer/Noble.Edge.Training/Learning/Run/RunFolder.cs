using System.Globalization;
using System.Text.Json;

namespace Noble.Edge.Training;

/// <summary>
/// A run's folder: <c>configuration.json</c>, <c>environment.json</c>, <c>checkpoint/</c>, <c>checkpoint-best/</c>, <c>curve.csv</c>,
/// <c>tensorboard/</c> and <c>run.json</c>.
/// </summary>
public static class RunFolder
{
    /// <summary>The training curve's name.</summary>
    public const string CurveFile = "curve.csv";

    private const string ConfigurationFile = "configuration.json", RecordFile = "run.json", EnvironmentFile = "environment.json", EventFolder = "tensorboard";

    /// <summary>Whether the folder holds a run, with a checkpoint or without.</summary>
    public static bool HasRun(string folder) => File.Exists(Path.Combine(folder, ConfigurationFile));

    /// <summary>Whether the folder holds a run that can be continued.</summary>
    public static bool HasCheckpoint(string folder) => Checkpoint.Exists(folder);

    /// <summary>Creates the folder and writes the configuration.</summary>
    public static void Start(string folder, TrainingConfiguration configuration)
    {
        Directory.CreateDirectory(folder);
        var stored = configuration with { Run = null };
        DurableFile.Write(Path.Combine(folder, ConfigurationFile), JsonSerializer.Serialize(stored, TrainingJson.Default.TrainingConfiguration));
    }

    /// <summary>Writes or completes <c>environment.json</c> at a start of the run.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="material">What it learns from.</param>
    /// <param name="trainer">Where it stands.</param>
    /// <param name="commandLine">How it was started.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="DataSetException">The run was begun with another data set.</exception>
    public static void RecordStart(string folder, TrainingMaterial material, ModelTrainer trainer, string commandLine, TimeProvider time)
    {
        var path = Path.Combine(folder, EnvironmentFile);
        var before = File.Exists(path) ? Read(folder, EnvironmentFile, TrainingJson.Default.RunEnvironment) : null;
        var data = material.Sha256;
        if (trainer.Step > 0 && before is not null && before.DataSha256 != data)
        {
            throw new DataSetException($"{(material.Teacher is null ? "data set" : "teacher")} '{material.Folder}' has SHA-256 {data}, expected {before.DataSha256}: run '{folder}' was begun with another");
        }

        var start = new RunStart { Time = time.GetUtcNow(), Step = trainer.Step, CommandLine = commandLine };
        var environment = RunEnvironments.Describe(data, trainer.Network.Device, [.. before?.Starts ?? [], start]);
        DurableFile.Write(path, JsonSerializer.Serialize(environment, TrainingJson.Default.RunEnvironment));
    }

    /// <summary>Reads the configuration of a run.</summary>
    /// <exception cref="DataSetException">There is none.</exception>
    public static TrainingConfiguration ReadConfiguration(string folder) => HasRun(folder)
        ? TrainingConfigurationFile.Read(Path.Combine(folder, ConfigurationFile))
        : throw new DataSetException($"no usable run in '{folder}': it has no {ConfigurationFile}");

    /// <summary>Reads what a run says of itself.</summary>
    /// <exception cref="DataSetException">There is none.</exception>
    public static RunRecord ReadRecord(string folder) => Read(folder, RecordFile, TrainingJson.Default.RunRecord);

    /// <summary>Writes what the run says of itself, as far as it is.</summary>
    public static void Finish(string folder, string dataFolder, ModelTrainer trainer, ModelDesign design)
    {
        var record = new RunRecord
        {
            DataSet = dataFolder,
            TrainingTraces = trainer.TraceCount,
            Seconds = trainer.Seconds,
            Machine = Machine.Describe(trainer.Network.Device),
            ClockLeaveOneOutCycles = double.IsNaN(design.ClockLeaveOneOutCycles) ? null : design.ClockLeaveOneOutCycles,
        };
        DurableFile.Write(Path.Combine(folder, RecordFile), JsonSerializer.Serialize(record, TrainingJson.Default.RunRecord));
    }

    /// <summary>Opens the training curve; rows after a step that is run again are dropped.</summary>
    public static TrainingCurve Curve(string folder, long fromStep) => new(Path.Combine(folder, CurveFile), fromStep);

    /// <summary>Opens the log for TensorBoard.</summary>
    internal static TensorBoardLog Events(string folder, long fromStep, TimeProvider time) => new(Path.Combine(folder, EventFolder), fromStep, time);

    private static T Read<T>(string folder, string file, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        var path = Path.Combine(folder, file);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), type) ?? throw new DataSetException($"'{path}' is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new DataSetException(string.Create(CultureInfo.InvariantCulture, $"no usable run in '{folder}': {e.Message}"), e);
        }
    }
}
