using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Noble.Edge.Trainer;

/// <summary>What the versions of a circuit have in common, and where they differ, as JSON and as text.</summary>
/// <param name="Circuit">Name of the description.</param>
/// <param name="Neurons">Names of the neurons, one a cell.</param>
/// <param name="DurationMilliseconds">Length, ms.</param>
/// <param name="SkipMilliseconds">What is not measured at the beginning, ms.</param>
/// <param name="Model">Name of the model, or null.</param>
/// <param name="Rows">The versions, the solver's own first.</param>
internal sealed record HybridReport(
    string Circuit, IReadOnlyList<string> Neurons, double DurationMilliseconds, double SkipMilliseconds, string? Model, IReadOnlyList<HybridRow> Rows)
{
    public const string JsonFile = "report.json", TextFile = "report.md", SpikesFile = "spikes.csv", VoltagePicture = "voltage.png", RasterPicture = "raster.png";

    /// <summary>Writes both forms.</summary>
    public void Write(string folder)
    {
        var options = new JsonSerializerOptions { WriteIndented = true };
        File.WriteAllText(Path.Combine(folder, JsonFile), Json().ToJsonString(options) + "\n");
        File.WriteAllText(Path.Combine(folder, TextFile), Text());
    }

    private JsonObject Json() => new()
    {
        ["circuit"] = Circuit,
        ["neurons"] = new JsonArray([.. Neurons.Select(name => (JsonNode)name)]),
        ["model"] = Model,
        ["duration_ms"] = DurationMilliseconds,
        ["skip_ms"] = SkipMilliseconds,
        ["versions"] = new JsonArray([.. Rows.Select(Json)]),
    };

    private JsonObject Json(HybridRow row)
    {
        var json = new JsonObject
        {
            ["version"] = row.Name,
            ["made_by"] = new JsonArray([.. row.IsVirtual.Select(isVirtual => (JsonNode)(isVirtual ? "operator" : "solver"))]),
            ["solver_step_ms"] = row.IsVirtual.All(isVirtual => isVirtual) ? null : row.SolverStepMilliseconds,
            ["spikes"] = new JsonArray([.. row.Spikes.Select(count => (JsonNode)count)]),
            ["seconds"] = Math.Round(row.Seconds, 2),
        };
        if (row.Alternation is { } found)
        {
            json["cycles"] = found.Cycles;
            json["period_ms"] = Pair(found.PeriodMilliseconds);
            json["phase"] = Pair(found.Phase);
            json["duty"] = new JsonArray([.. found.Duty.Select(duty => (JsonNode)Pair(duty))]);
            json["spikes_per_burst"] = new JsonArray([.. found.SpikesPerBurst.Select(count => (JsonNode)Pair(count))]);
            json["period_error_percent"] = Error(found, alternation => alternation.PeriodMilliseconds.Mean);
            json["phase_error_percent"] = Error(found, alternation => alternation.Phase.Mean);
        }

        return json;
    }

    /// <summary>Deviation from the first version [%], or null where it does not alternate.</summary>
    public double? Error(Alternation found, Func<Alternation, double> value) =>
        Rows[0].Alternation is { } first ? 100 * (value(found) - value(first)) / value(first) : null;

    private string Text()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Circuit {Circuit}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Neurons: {string.Join(", ", Neurons)}. {DurationMilliseconds / 1000:0.###} s, the first {SkipMilliseconds / 1000:0.###} s not measured.");
        text.Append(Model is null ? "\n\n" : $" Operator: {Model}.\n\n");
        text.Append("| version | made by | solver step ms | spikes | cycles | period ms | phase | duty | spikes per burst | period error | phase error | time s |\n");
        text.Append("|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var row in Rows)
        {
            var (by, step) = (string.Join(", ", row.IsVirtual.Select(isVirtual => isVirtual ? "operator" : "solver")), row.IsVirtual.All(isVirtual => isVirtual) ? "-" : Number(row.SolverStepMilliseconds, "0.####"));
            var spikes = string.Join(", ", row.Spikes);
            var found = row.Alternation;
            text.Append(CultureInfo.InvariantCulture, $"| {row.Name} | {by} | {step} | {spikes} | ");
            text.Append(found is null
                ? "0 | - | - | - | - | - | - |"
                : string.Create(CultureInfo.InvariantCulture, $"{found.Cycles} | {Pair(found.PeriodMilliseconds, "0.0")} | {Pair(found.Phase, "0.000")} | {string.Join(", ", found.Duty.Select(duty => Pair(duty, "0.000")))} | {string.Join(", ", found.SpikesPerBurst.Select(count => Pair(count, "0.0")))} | {Percent(Error(found, one => one.PeriodMilliseconds.Mean))} | {Percent(Error(found, one => one.Phase.Mean))} |"));
            text.Append(CultureInfo.InvariantCulture, $" {row.Seconds:0.0} |\n");
        }

        text.Append("\nMeans ± standard deviations over cycles; a cycle goes from the first spike of a burst of the first cell to that of its next burst. Phase: where in it the second cell begins. Errors are against the first row.\n");
        text.Append(CultureInfo.InvariantCulture, $"\n![Voltage]({VoltagePicture})\n\n![Spikes]({RasterPicture})\n");
        return text.ToString();
    }

    private static JsonObject Pair(MeanAndSpread value) => new() { ["mean"] = value.Mean, ["sd"] = value.Deviation };

    private static string Pair(MeanAndSpread value, string format) => $"{Number(value.Mean, format)} ± {Number(value.Deviation, format)}";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A deviation in percent, with its sign.</summary>
    public static string Percent(double? value) => value is { } percent ? percent.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + " %" : "-";
}
