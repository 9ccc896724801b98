using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Noble.Edge.Trainer;

/// <summary>The same circuit of several groups of neurons: how far each version is from the first, group by group and in the middle.</summary>
/// <param name="Reports">The groups' reports, in their order.</param>
internal sealed record HybridSummary(IReadOnlyList<HybridReport> Reports)
{
    public const string JsonFile = "summary.json", TextFile = "summary.md";

    /// <summary>Cycles that the first version has to have, for a rhythm to be compared with.</summary>
    public const int LeastCycles = 10;

    private const double Near = 5; // percent

    /// <summary>Writes both forms.</summary>
    public void Write(string folder)
    {
        var options = new JsonSerializerOptions { WriteIndented = true };
        File.WriteAllText(Path.Combine(folder, JsonFile), Json().ToJsonString(options) + "\n");
        File.WriteAllText(Path.Combine(folder, TextFile), Text());
    }

    /// <summary>Folder of a group's own report.</summary>
    public static string Folder(int group) => string.Create(CultureInfo.InvariantCulture, $"{group + 1}");

    private IEnumerable<string> Versions => Reports[0].Rows.Skip(1).Select(row => row.Name);

    // Period and phase error of a version in each group that has a rhythm to be compared with; null where the version has none.
    private (int Group, double? Period, double? Phase)[] Errors(int version) =>
        [.. Reports.Select((report, group) => (report, group)).Where(one => one.report.Rows[0].Alternation is { Cycles: >= LeastCycles })
            .Select(one => one.report.Rows[version].Alternation is { } found
                ? (one.group, one.report.Error(found, alternation => alternation.PeriodMilliseconds.Mean), one.report.Error(found, alternation => alternation.Phase.Mean))
                : (one.group, (double?)null, (double?)null))];

    private JsonObject Json() => new()
    {
        ["circuit"] = Reports[0].Circuit,
        ["model"] = Reports[0].Model,
        ["groups"] = new JsonArray([.. Reports.Select((report, group) => new JsonObject
        {
            ["folder"] = Folder(group),
            ["neurons"] = new JsonArray([.. report.Neurons.Select(name => (JsonNode)name)]),
            ["cycles"] = report.Rows[0].Alternation?.Cycles ?? 0,
        })]),
        ["versions"] = new JsonArray([.. Versions.Select((name, place) => Json(name, Errors(place + 1)))]),
    };

    private static JsonObject Json(string name, (int Group, double? Period, double? Phase)[] errors) => new()
    {
        ["version"] = name,
        ["compared"] = errors.Length,
        ["without_a_rhythm"] = errors.Count(error => error.Period is null),
        ["period_error_percent_median"] = Median(errors.Select(error => error.Period)),
        ["phase_error_percent_median"] = Median(errors.Select(error => error.Phase)),
        ["within_5_percent"] = Within(errors),
    };

    private string Text()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Circuit {Reports[0].Circuit}, {Reports.Count} groups of neurons\n\n");
        text.Append("| neurons | cycles | period ms | phase |");
        text.AppendJoin("", Versions.Select(name => $" {name}: period, phase |")).Append("\n|---|---|---|---|").AppendJoin("", Versions.Select(_ => "---|")).Append('\n');
        for (var group = 0; group < Reports.Count; group++)
        {
            var first = Reports[group].Rows[0].Alternation;
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(", ", Reports[group].Neurons)} | {first?.Cycles ?? 0} |");
            text.Append(first is null ? " - | - |" : string.Create(CultureInfo.InvariantCulture, $" {first.PeriodMilliseconds.Mean:0.0} | {first.Phase.Mean:0.000} |"));
            for (var version = 1; version < Reports[group].Rows.Count; version++)
            {
                var error = Errors(version).Where(one => one.Group == group).Select(one => ((double?, double?)?)(one.Period, one.Phase)).FirstOrDefault();
                text.Append(error is null ? " - |" : error is (null, _) ? " no rhythm |" : $" {HybridReport.Percent(error.Value.Item1)}, {HybridReport.Percent(error.Value.Item2)} |");
            }

            text.Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"\n| version | groups compared | without a rhythm | period error, median | phase error, median | within {Near} % |\n|---|---|---|---|---|---|\n");
        foreach (var (name, place) in Versions.Select((name, place) => (name, place)))
        {
            var errors = Errors(place + 1);
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {errors.Length} | {errors.Count(error => error.Period is null)} | {Number(Median(errors.Select(error => error.Period)))} | {Number(Median(errors.Select(error => error.Phase)))} | {Within(errors)} of {2 * errors.Length} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nErrors are against the first version, {Reports[0].Rows[0].Name}, of groups in which that has {LeastCycles} cycles or more; medians are of their sizes. Each group's own report is in a folder with its number.\n");
        return text.ToString();
    }

    // Of sizes; what has no rhythm is further off than any number.
    private static double? Median(IEnumerable<double?> errors)
    {
        double[] sizes = [.. errors.Select(error => error is { } percent ? Math.Abs(percent) : double.PositiveInfinity).Order()];
        var middle = sizes.Length == 0 ? double.PositiveInfinity : (sizes[(sizes.Length - 1) / 2] + sizes[sizes.Length / 2]) / 2;
        return double.IsFinite(middle) ? middle : null;
    }

    private static int Within((int Group, double? Period, double? Phase)[] errors) =>
        errors.SelectMany(error => new[] { error.Period, error.Phase }).Count(error => error is { } percent && Math.Abs(percent) <= Near);

    private static string Number(double? value) => value is { } percent ? percent.ToString("0.0", CultureInfo.InvariantCulture) + " %" : "-";
}
