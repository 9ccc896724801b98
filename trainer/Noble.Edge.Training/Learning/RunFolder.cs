using System.Globalization;
using System.Text.Json;

namespace Noble.Edge.Training;

/// <summary>A run's folder: <c>configuration.json</c>, <c>checkpoint/</c>, <c>curve.csv</c> and <c>run.json</c>.</summary>
public static class RunFolder
{
    private const string ConfigurationFile = "configuration.json", RecordFile = "run.json", CurveFile = "curve.csv";

    /// <summary>Whether the folder holds a run that can be continued.</summary>
    public static bool HasCheckpoint(string folder) => Checkpoint.Exists(folder);

    /// <summary>Creates the folder and writes the configuration.</summary>
    public static void Start(string folder, TrainingConfiguration configuration)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, ConfigurationFile), JsonSerializer.Serialize(configuration, TrainingJson.Default.TrainingConfiguration));
    }

    /// <summary>Reads the configuration of a run.</summary>
    /// <exception cref="DataSetException">There is none.</exception>
    public static TrainingConfiguration ReadConfiguration(string folder) => Read(folder, ConfigurationFile, TrainingJson.Default.TrainingConfiguration);

    /// <summary>Reads what a run says of itself.</summary>
    /// <exception cref="DataSetException">There is none.</exception>
    public static RunRecord ReadRecord(string folder) => Read(folder, RecordFile, TrainingJson.Default.RunRecord);

    /// <summary>Writes what the run says of itself.</summary>
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
        File.WriteAllText(Path.Combine(folder, RecordFile), JsonSerializer.Serialize(record, TrainingJson.Default.RunRecord));
    }

    /// <summary>Opens the training curve; rows after a step that is run again are dropped.</summary>
    public static TrainingCurve Curve(string folder, long fromStep) => new(Path.Combine(folder, CurveFile), fromStep);

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
