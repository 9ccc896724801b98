using System.Text.Json;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>What <c>quantization.json</c> beside a model says: each precision of its graph, measured on the same traces.</summary>
public sealed record QuantizationReport
{
    /// <summary>The schema that this program writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The file in a model's folder.</summary>
    public const string FileName = "quantization.json";

    /// <summary>Version of the layout.</summary>
    public required int Schema { get; init; }

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of its weights, lower-case hex: a report of other weights says nothing.</summary>
    public required string WeightsSha256 { get; init; }

    /// <summary>Program and version.</summary>
    public required string Product { get; init; }

    /// <summary>Where times were taken.</summary>
    public required string Machine { get; init; }

    /// <summary>Form of the spectral layers in all of them.</summary>
    public required OnnxForm Form { get; init; }

    /// <summary>float32 first.</summary>
    public required QuantizationRow[] Rows { get; init; }

    /// <summary>The report of a model, with rows in place of those of the same precision; others of the same weights stay.</summary>
    public static QuantizationReport Update(ModelBundle model, OnnxForm form, params QuantizationRow[] rows)
    {
        var hash = model.Manifest.Files[ModelBundle.WeightsFile];
        var known = Load(model) is { } old && old.WeightsSha256 == hash && old.Form == form ? old.Rows : [];
        return new QuantizationReport
        {
            Schema = CurrentSchema,
            Model = model.Manifest.Name,
            WeightsSha256 = hash,
            Product = OnnxExport.Producer,
            Machine = Training.Machine.Processor(),
            Form = form,
            Rows = [.. known.Where(row => rows.All(other => other.Precision != row.Precision)).Concat(rows).OrderBy(row => row.Precision)],
        };
    }

    /// <summary>Reads the report beside a model; null where there is none.</summary>
    /// <exception cref="OnnxExportException">It is no report of this schema.</exception>
    public static QuantizationReport? Load(ModelBundle model)
    {
        var path = Path.Combine(model.Folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var report = JsonSerializer.Deserialize(File.ReadAllText(path), QuantizationJson.Default.QuantizationReport);
            return report?.Schema == CurrentSchema ? report : throw new OnnxExportException($"'{path}' has schema {report?.Schema}, expected {CurrentSchema}; remove it to begin anew");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new OnnxExportException($"'{path}' cannot be read: {e.Message}; remove it to begin anew");
        }
    }

    /// <summary>Writes the report beside a model.</summary>
    public void Save(ModelBundle model) =>
        File.WriteAllText(Path.Combine(model.Folder, FileName), JsonSerializer.Serialize(this, QuantizationJson.Default.QuantizationReport).ReplaceLineEndings("\n") + "\n");
}
