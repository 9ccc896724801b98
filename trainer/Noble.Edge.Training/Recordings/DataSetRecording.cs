using System.Globalization;
using System.Text;
using System.Text.Json;
using Noble.Edge.Neurons;

namespace Noble.Edge.Training;

/// <summary>Simulated traces in a data-set folder: <c>manifest.json</c>, <c>traces.csv</c> and <c>voltage.npy</c>.</summary>
public sealed class DataSetRecording : Recording
{
    /// <summary>File names in the folder.</summary>
    public const string ManifestFile = "manifest.json", TracesFile = "traces.csv", VoltageFile = "voltage.npy";

    private readonly NpyRecording _voltage;
    private readonly SweepStimulus _stimulus;
    private readonly (string ParameterSet, double? Current)[] _traces;

    private DataSetRecording(NpyRecording voltage, SweepStimulus stimulus, (string, double?)[] traces) =>
        (_voltage, _stimulus, _traces) = (voltage, stimulus, traces);

    /// <inheritdoc/>
    public override int SweepCount => _voltage.SweepCount;

    /// <summary>Opens a folder.</summary>
    /// <exception cref="RecordingException">It is no such folder, or its files do not agree.</exception>
    public static DataSetRecording Open(string folder)
    {
        try
        {
            var (step, stimulus) = ReadManifest(System.IO.Path.Combine(folder, ManifestFile));
            var voltage = NpyRecording.Open(System.IO.Path.Combine(folder, VoltageFile), step);
            try
            {
                var traces = ReadTraces(System.IO.Path.Combine(folder, TracesFile), voltage.SweepCount);
                return new DataSetRecording(voltage, stimulus, traces) { Path = folder, Format = "data set" };
            }
            catch
            {
                voltage.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecordingException(folder, $"is no data set that can be read: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public override RecordedSweep ReadSweep(int index)
    {
        var sweep = _voltage.ReadSweep(index);
        return sweep with
        {
            Stimulus = _stimulus with { CurrentNanoamperes = _traces[index].Current, HoldingNanoamperes = _traces[index].Current is null ? null : 0 },
            ParameterSet = _traces[index].ParameterSet,
        };
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _voltage.Dispose();
        }

        base.Dispose(disposing);
    }

    private static (double Step, SweepStimulus Stimulus) ReadManifest(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path));
            double Number(string key) => json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number
                    ? value.GetDouble()
                    : throw new RecordingException(path, $"has no number '{key}'");
            var (step, start, end) = (Number("sample_interval_ms"), Number("stimulus_start_ms"), Number("stimulus_end_ms"));
            return step > 0 && end > start
                ? (step, new SweepStimulus(start, end))
                : throw new RecordingException(path, string.Create(
                    CultureInfo.InvariantCulture, $"says a step of {step} ms and a stimulus from {start} to {end} ms, expected a step over 0 and a stimulus that lasts"));
        }
        catch (JsonException e)
        {
            throw new RecordingException(path, $"is no JSON: {e.Message}", e);
        }
    }

    private static (string ParameterSet, double? Current)[] ReadTraces(string path, int count)
    {
        var lines = File.ReadAllLines(path).Where(line => line.Trim().Length > 0).Select(Fields).ToArray();
        var names = lines.Length == 0 ? [] : lines[0];
        var (set, current) = (Array.IndexOf(names, "parameter_set"), Array.IndexOf(names, "current_nA"));
        if (set < 0 || current < 0)
        {
            throw new RecordingException(path, $"begins with '{string.Join(",", names)}', expected columns parameter_set and current_nA");
        }

        if (lines.Length - 1 != count)
        {
            throw new RecordingException(path, $"has {lines.Length - 1} traces, {VoltageFile} has {count}");
        }

        return [.. lines.Skip(1).Select((fields, k) => (
            fields.Length > set ? fields[set] : throw new RecordingException(path, $"line {k + 2}: {fields.Length} columns, expected {names.Length}"),
            fields.Length <= current || fields[current].Length == 0 ? (double?)null
                : double.TryParse(fields[current], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
                : throw new RecordingException(path, $"line {k + 2}: current '{fields[current]}' is no number")))];
    }

    /// <summary>Fields of a line; one in quotation marks may hold commas, and a doubled mark for one.</summary>
    private static string[] Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                if (quoted && i + 1 < line.Length && line[i + 1] == '"')
                {
                    field.Append(line[++i]);
                }
                else
                {
                    quoted = !quoted;
                }
            }
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }

        return [.. fields, field.ToString().Trim()];
    }
}
