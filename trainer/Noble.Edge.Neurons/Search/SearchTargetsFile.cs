using System.Text.Encodings.Web;
using System.Text.Json;

namespace Noble.Edge.Neurons;

/// <summary>The targets file: what a search is to reach, and where it may look.</summary>
/// <remarks>
/// JSON with comments:
/// <code>
/// {
///   "settle_ms": 250, "solver_step_ms": 0.02,            // optional; these are the defaults
///   "protocols": [
///     { "name": "step 0.2", "current_nA": 0.2, "delay_ms": 15, "duration_ms": 400, "after_ms": 100,   // after_ms optional
///       "features": { "Spikecount": { "mean": 40, "std": 2 }, "AP1_width": { "mean": 0.35, "std": 0.03 } } }
///   ],
///   "bounds": { "soma.NaF.gbar axon.NaF.gbar": [0.1, 0.4] }  // optional, over the cell's own; see SearchBoundsFile
/// }
/// </code>
/// </remarks>
/// <param name="Targets">The targets.</param>
/// <param name="Bounds">Bounds in the file.</param>
public sealed record SearchTargetsFile(SearchTargets Targets, SearchBoundsFile Bounds)
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a targets file.</summary>
    /// <exception cref="SearchFileException">The file cannot be read or used; names the file, the protocol and the feature.</exception>
    public static SearchTargetsFile Read(string path)
    {
        var root = SearchJsonObject.Read(path).Only("protocols", "bounds", "settle_ms", "solver_step_ms");
        var timing = Timed(root, () => new StepProtocol
        {
            SettleMilliseconds = root.Number("settle_ms", StepProtocol.Default.SettleMilliseconds),
            SolverStepMilliseconds = root.Number("solver_step_ms", StepProtocol.Default.SolverStepMilliseconds),
        });
        var list = root.Get("protocols", "a list of protocols");
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw new SearchFileException($"{path}: 'protocols' is {SearchJsonObject.Kind(list)}; expected a list");
        }

        var protocols = list.EnumerateArray().Select((p, i) => Protocol(SearchJsonObject.Of(p, $"{path}: protocol {i + 1}"), path, timing)).ToArray();
        var bounds = root.Find("bounds") is { } b ? SearchBoundsFile.Parse(b, path) : SearchBoundsFile.Empty;
        try
        {
            return new SearchTargetsFile(new SearchTargets(protocols), bounds);
        }
        catch (SearchFileException e)
        {
            throw new SearchFileException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Writes targets, so that <see cref="Read"/> gives them back exactly. All protocols share settling time and solver step.</summary>
    /// <exception cref="ArgumentException">Protocols differ in settling time or solver step.</exception>
    public static void Write(string path, SearchTargets targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var shared = targets.Protocols[0].Timing;
        if (targets.Protocols.Any(p => p.Timing.SettleMilliseconds != shared.SettleMilliseconds || p.Timing.SolverStepMilliseconds != shared.SolverStepMilliseconds))
        {
            throw new ArgumentException("Protocols differ in settling time or solver step; a targets file has one of each.", nameof(targets));
        }

        SearchFiles.Write(path, Indented, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("settle_ms", shared.SettleMilliseconds);
            json.WriteNumber("solver_step_ms", shared.SolverStepMilliseconds);
            WriteProtocols(json, targets);
            json.WriteEndObject();
        });
    }

    internal static void WriteProtocols(Utf8JsonWriter json, SearchTargets targets)
    {
        json.WriteStartArray("protocols");
        foreach (var protocol in targets.Protocols)
        {
            json.WriteStartObject();
            json.WriteString("name", protocol.Name);
            json.WriteNumber("current_nA", protocol.CurrentNanoamperes);
            json.WriteNumber("delay_ms", protocol.Timing.RestBeforeMilliseconds);
            json.WriteNumber("duration_ms", protocol.Timing.StepMilliseconds);
            json.WriteNumber("after_ms", protocol.Timing.RestAfterMilliseconds);
            json.WriteStartObject("features");
            foreach (var target in protocol.Targets)
            {
                json.WriteStartObject(target.Feature);
                json.WriteNumber("mean", target.Mean);
                json.WriteNumber("std", target.Spread);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static TargetProtocol Protocol(SearchJsonObject protocol, string path, StepProtocol timing)
    {
        var name = protocol.Text("name");
        protocol = protocol.At($"{path}: protocol '{name}'").Only("name", "current_nA", "delay_ms", "duration_ms", "after_ms", "features");
        var here = protocol;
        var step = Timed(here, () => timing with
        {
            RestBeforeMilliseconds = here.Number("delay_ms", "the time before the step, ms"),
            StepMilliseconds = here.Number("duration_ms", "the length of the step, ms"),
            RestAfterMilliseconds = here.Number("after_ms", timing.RestAfterMilliseconds),
        });
        var features = SearchJsonObject.Of(protocol.Get("features", "the features to reach"), $"{protocol.Where}, 'features'");
        return new TargetProtocol(
            name, protocol.Number("current_nA", "the amplitude of the step, nA"), step, [.. features.Properties.Select(f => Target(f, protocol.Where))]);
    }

    private static FeatureTarget Target(JsonProperty feature, string where)
    {
        var target = SearchJsonObject.Of(feature.Value, $"{where}, feature '{feature.Name}'").Only("mean", "std");
        return new FeatureTarget(
            feature.Name,
            target.Number("mean", "the value to reach"),
            target.Number("std", "the spread, over 0, in which the distance from the mean is counted"));
    }

    private static StepProtocol Timed(SearchJsonObject where, Func<StepProtocol> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new SearchFileException($"{where.Where}: {e.Message.Split('\n', '(')[0].Trim()} (is {e.ActualValue})", e);
        }
    }
}
