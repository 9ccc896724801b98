using System.Text.Json;
using System.Text.Json.Nodes;
using Noble.Edge.Neurons;

namespace Noble.Edge.Training;

/// <summary>What <c>manifest.json</c> of a folder of traces says: everything needed to make it again, and nothing that differs from run to run.</summary>
internal static class SimulationManifest
{
    public const string FileName = "manifest.json";
    public const string Voltage = "voltage.npy", Stimulus = "stimulus.npy", Table = "traces.csv";
    public const string ShardKey = "shard", TracesKey = "traces";

    private const int Schema = 1;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>File of a probe's voltage.</summary>
    public static string ProbeFile(Probe probe) => $"voltage_{probe.Label}.npy";

    /// <summary>File of a kind of conductance.</summary>
    public static string ConductanceFile(string name) => $"conductance_{name}.npy";

    /// <summary>Stored samples of a trace.</summary>
    public static int SampleCount(SimulationJob job) =>
        job.IsSampled ? job.Protocol.SampleCount / job.Decimation : new Decimator(job.Decimation).OutputLength(job.Protocol.SampleCount);

    public static string ToText(JsonObject manifest) => manifest.ToJsonString(Indented) + "\n";

    public static JsonObject Create(SimulationJob job)
    {
        var protocol = job.Protocol;
        var (first, count) = job.Shard.Of(job.Plan.Count);
        var type = job.IsDouble ? "float64" : "float32";
        return new JsonObject
        {
            ["schema"] = Schema,
            ["product"] = $"Noble.Edge {typeof(SimulationManifest).Assembly.GetName().Version?.ToString(3)}",
            [TracesKey] = count,
            ["samples"] = SampleCount(job),
            ["sample_interval_ms"] = Clean(protocol.SolverStepMilliseconds * job.Decimation),
            ["stimulus_start_ms"] = job.Plan.StartMilliseconds,
            ["stimulus_end_ms"] = job.Plan.EndMilliseconds,
            ["seed"] = job.Plan.Seed,
            ["files"] = Files(job, type),
            ["cell"] = new JsonObject
            {
                ["name"] = job.Cell.Name,
                ["source"] = job.CellSource.DeepClone(),
                ["sections"] = job.Cell.Sections.Count,
                ["segments"] = job.Cell.SegmentCount,
                ["temperature_celsius"] = job.Cell.TemperatureCelsius,
                ["initial_voltage_mV"] = job.Cell.InitialVoltageMillivolts,
                ["sha256"] = Fingerprint.Of(job.Cell),
            },
            ["protocol"] = new JsonObject
            {
                ["settle_ms"] = protocol.SettleMilliseconds,
                ["window_ms"] = Clean(protocol.WindowMilliseconds),
                ["solver_step_ms"] = protocol.SolverStepMilliseconds,
                ["scheme"] = protocol.Scheme == TimeScheme.CrankNicolson ? "crank-nicolson" : "backward-euler",
                ["clamp"] = "middle of the root section",
            },
            ["decimation"] = new JsonObject
            {
                ["factor"] = job.Decimation,
                ["filter"] = job.Decimation == 1 || job.IsSampled ? "none" : "Kaiser-windowed sinc, -6 dB at the new Nyquist frequency, 80 dB from 1.2 of it, no delay",
                ["stimulus"] = job.IsSampled ? "mean of current and conductances from the sample to the next" : "current of the solver step that begins at the sample",
            },
            ["spike_threshold_mV"] = -20,
            ["surveyed"] = job.Surveyed is not null,
            ["plan"] = job.Plan.Describe(),
            [ShardKey] = job.IsSharded
                ? new JsonObject { ["index"] = job.Shard.Index, ["count"] = job.Shard.Count, ["first_trace"] = first, ["all_traces"] = job.Plan.Count }
                : null,
            ["parameter_sets"] = new JsonArray([.. job.Sets.Select(set => (JsonNode)new JsonObject
            {
                ["name"] = set.Name,
                ["sha256"] = Fingerprint.Of(set),
                ["values"] = new JsonObject(set.Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => KeyValuePair.Create<string, JsonNode?>(v.Key, v.Value))),
            })]),
        };
    }

    /// <summary>Where two manifests first differ, or null.</summary>
    public static string? Difference(JsonNode? one, JsonNode? other, string path = "")
    {
        if (one is JsonObject a && other is JsonObject b)
        {
            // What was chosen says more than the numbers that follow from it, which stand alone.
            return a.Select(p => p.Key).Union(b.Select(p => p.Key)).OrderBy(key => a[key] is JsonValue && path.Length == 0)
                .Select(key => Difference(a[key], b[key], path.Length == 0 ? key : $"{path}.{key}"))
                .FirstOrDefault(d => d is not null);
        }

        if (one is JsonArray c && other is JsonArray d && c.Count == d.Count)
        {
            return c.Select((_, i) => Difference(c[i], d[i], $"{path}[{i}]")).FirstOrDefault(x => x is not null);
        }

        return JsonNode.DeepEquals(one, other) ? null : $"{path} is {Short(one)} there, {Short(other)} here";
    }

    /// <summary>A manifest without what differs from shard to shard.</summary>
    public static JsonObject WithoutShard(JsonObject manifest)
    {
        var common = manifest.DeepClone().AsObject();
        common.Remove(ShardKey);
        common.Remove(TracesKey);
        return common;
    }

    /// <summary>Whether two manifests are of different shards of one simulation.</summary>
    public static bool IsOtherShard(JsonNode? one, JsonNode? other) =>
        one is JsonObject a && other is JsonObject b && a[ShardKey] is JsonObject && b[ShardKey] is JsonObject
        && !JsonNode.DeepEquals(a[ShardKey], b[ShardKey]) && JsonNode.DeepEquals(WithoutShard(a), WithoutShard(b));

    private static JsonArray Files(SimulationJob job, string type)
    {
        JsonNode File(string name, string content, string unit, string dtype, string shape) => new JsonObject
        {
            ["file"] = name,
            ["content"] = content,
            ["unit"] = unit,
            ["type"] = dtype,
            ["shape"] = shape,
        };
        return
        [
            File(Voltage, $"voltage, {job.Cell.Sections[0].Name}(0.5)", "mV", type, "[trace, sample]"),
            .. job.Probes.Select(p => File(ProbeFile(p), $"voltage, {p.Label}", "mV", type, "[trace, sample]")),
            File(Stimulus, "current into the clamped place", "nA", type, "[trace, sample]"),
            .. job.Plan.Conductances.Select(kind => File(
                ConductanceFile(kind.Name), FormattableString.Invariant($"{kind.Name} conductance at the clamped place, reversing at {kind.ReversalMillivolts} mV"), "µS", type, "[trace, sample]")),
            File(DataSet.SpikeTimesFile, "upward crossings of the spike threshold at the solver's resolution, all traces one after the other", "ms", "float64", "[spike]"),
            File(DataSet.SpikeOffsetsFile, "where each trace's spikes begin", "1", "int64", "[trace + 1]"),
        ];
    }

    // 0.02 * 3 prints as 0.06, not as its nearest neighbour.
    private static double Clean(double value) => Math.Round(value, 9);

    private static string Short(JsonNode? node)
    {
        var text = node?.ToJsonString(Indented).ReplaceLineEndings(" ") ?? "absent";
        return text.Length > 60 ? text[..57] + "..." : text;
    }
}
