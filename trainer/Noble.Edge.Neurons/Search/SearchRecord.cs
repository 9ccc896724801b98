using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Noble.Edge.Neurons;

/// <summary>A search's <c>search.json</c>: everything that it takes to do it again, and what a continuation has to share.</summary>
internal static class SearchRecord
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What may change when a search is continued: it does not change the generations already done.</summary>
    private static readonly string[] Free = ["made_by", "generations", "stop_within"];

    public static byte[] Json(SearchSpace space, SearchTargets targets, SearchOptions options, int generations, double? stopWithin) => SearchFiles.Json(Indented, json =>
    {
        json.WriteStartObject();
        json.WriteString("made_by", $"Noble.Edge {typeof(SearchRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}");
        json.WriteString("algorithm", "IBEA, additive epsilon indicator");
        json.WriteString("cell", space.Cell.Name);
        json.WriteString("cell_fingerprint", Fingerprint(space.Cell));
        json.WriteNumber("generations", generations);
        if (stopWithin is { } within)
        {
            json.WriteNumber("stop_within", within);
        }

        json.WriteNumber("population", options.Population);
        json.WriteNumber("seed", options.Seed);
        json.WriteNumber("best", options.Best);
        json.WriteNumber("crossover_index", options.CrossoverIndex);
        json.WriteNumber("mutation_index", options.MutationIndex);
        json.WriteNumber("mutation_probability", options.MutationProbability);
        json.WriteNumber("penalty", FeatureScores.Penalty);
        WriteSpace(json, space);
        json.WriteNumber("settle_ms", targets.Protocols[0].Timing.SettleMilliseconds);
        json.WriteNumber("solver_step_ms", targets.Protocols[0].Timing.SolverStepMilliseconds);
        SearchTargetsFile.WriteProtocols(json, targets);
        json.WriteEndObject();
    });

    /// <summary>Refuses to continue a search with something else than it began with.</summary>
    /// <exception cref="SearchFileException">They differ; names the first difference.</exception>
    public static void CheckSame(string path, byte[] now)
    {
        var before = SearchJsonObject.Read(path);
        using var present = JsonDocument.Parse(now);
        foreach (var property in present.RootElement.EnumerateObject().Where(p => !Free.Contains(p.Name)))
        {
            var old = before.Find(property.Name);
            if (old is null || !JsonElement.DeepEquals(old.Value, property.Value))
            {
                throw new SearchFileException($"{path}: the search began with {Difference(property, old)}; continue it as it began or name another folder");
            }
        }
    }

    private static void WriteSpace(Utf8JsonWriter json, SearchSpace space)
    {
        json.WriteStartArray("variables");
        foreach (var variable in space.Variables)
        {
            json.WriteStartObject();
            json.WriteStartArray("paths");
            foreach (var path in variable.Paths)
            {
                json.WriteStringValue(path);
            }

            json.WriteEndArray();
            json.WriteNumber("lower", variable.Lower);
            json.WriteNumber("upper", variable.Upper);
            json.WriteString("scale", variable.Scale == SearchScale.Logarithmic ? "logarithmic" : "linear");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("fixed");
        foreach (var (path, value) in space.Fixed.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(path, value);
        }

        json.WriteEndObject();
    }

    private static string Difference(JsonProperty now, JsonElement? before) => now.Name switch
    {
        "protocols" => "other targets",
        "variables" or "fixed" => "other bounds",
        "cell_fingerprint" => "another description of the cell",
        _ => $"{now.Name} {before?.ToString() ?? "unknown"}, not {now.Value}",
    };

    /// <summary>SHA-256 over the cell's shape and the defaults of its parameters.</summary>
    private static string Fingerprint(CellDescription cell)
    {
        var text = new StringBuilder();
        foreach (var section in cell.Sections)
        {
            text.Append(section.Name).Append(' ').Append(section.Region).Append(' ').Append(section.Parent).Append(' ').Append(section.SegmentCount).Append('\n');
        }

        foreach (var name in cell.ParameterNames)
        {
            text.Append(name).Append(' ').Append(BitConverter.DoubleToInt64Bits(cell.ParameterDefaults[name])).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
