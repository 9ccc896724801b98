using System.Text.Json;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Every number of an evaluation: what <c>report.json</c> holds and the HTML report shows.</summary>
public sealed record EvaluationReport
{
    /// <summary>The schema that this program writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the layout.</summary>
    public required int Schema { get; init; }

    /// <summary>Program and version.</summary>
    public required string Product { get; init; }

    /// <summary>The model that was measured.</summary>
    public required ReportModel Model { get; init; }

    /// <summary>The data set that it was held against.</summary>
    public required ReportData Data { get; init; }

    /// <summary>Thresholds and definitions.</summary>
    public required ReportSettings Settings { get; init; }

    /// <summary>The figures that a reader looks for first, beside the published ones.</summary>
    public required HeadlineFigure[] Headline { get; init; }

    /// <summary>Each split, over all and by zone.</summary>
    public required GroupFigures[] Groups { get; init; }

    /// <summary>Each neuron in each split.</summary>
    public required NeuronFigures[] Neurons { get; init; }

    /// <summary>Each test trace.</summary>
    public required TraceColumns Traces { get; init; }

    /// <summary>The worst traces of each split.</summary>
    public required WorstTraces[] Worst { get; init; }

    /// <summary>Spikes over current.</summary>
    public required FrequencyCurrentFigures[] FrequencyCurrent { get; init; }

    /// <summary>The latent space.</summary>
    public required LatentFigures Latent { get; init; }

    /// <summary>Neurons drawn from the latent space.</summary>
    public required EnsembleFigures Ensemble { get; init; }

    /// <summary>Models held beside each other on the same traces, this one first; empty where none was named.</summary>
    public AblationFigures[] Ablations { get; init; } = [];

    /// <summary>A recording beside the ensemble.</summary>
    public RecordingFigures? Recording { get; init; }

    /// <summary>The published figures, of another cell.</summary>
    public PublishedFigure[] Published { get; init; } = PublishedFigure.All;

    /// <summary>Writes JSON.</summary>
    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, EvaluationJson.Default.EvaluationReport) + "\n");

    /// <summary>Reads JSON.</summary>
    /// <exception cref="DataSetException">It is no report of this schema.</exception>
    public static EvaluationReport Load(string path)
    {
        try
        {
            var report = JsonSerializer.Deserialize(File.ReadAllText(path), EvaluationJson.Default.EvaluationReport)
                ?? throw new DataSetException($"'{path}' is empty, expected a report");
            return report.Schema == CurrentSchema
                ? report
                : throw new DataSetException($"'{path}' has schema {report.Schema}, expected {CurrentSchema}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new DataSetException($"report '{path}' cannot be read: {e.Message}", e);
        }
    }
}
