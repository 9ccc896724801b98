using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Noble.Edge.Host.Tests;

/// <summary>Every object of the configuration's schema, and a small configuration that has it.</summary>
internal static partial class SchemaObjects
{
    // As little as each needs, with everything in it that its reader looks into.
    private static readonly Dictionary<string, string> Smallest = new()
    {
        ["ports.virtual"] = """{ "type": "virtual" }""",
        ["ports.gpio"] = """{ "type": "gpio", "lines": [0], "inputs": [ { "line": 3 } ] }""",
        ["ports.eieio"] = """{ "type": "eieio", "send": "127.0.0.1:17893", "listen": "127.0.0.1:17895", "keys": {}, "board": {} }""",
        ["ports.spif"] = """{ "type": "spif", "send": "127.0.0.1:3333", "listen": "127.0.0.1:3334" }""",
        ["ports.udp-voltage"] = """{ "type": "udp-voltage", "send": "127.0.0.1:17910" }""",
        ["ports.aedat"] = """{ "type": "aedat", "file": "a.aedat" }""",
        ["ports.bridge"] = """{ "type": "bridge", "address": "unix:/b", "lines": [0], "inputs": [ { "input": 1 } ], "samples": [ { "input": 1 } ], "channels": [ { "output": 0, "nanoamperesPerVolt": 0.1 } ] }""",
        ["ports.bridge.aer"] = """{ "type": "bridge", "address": "unix:/b", "aer": { "addresses": 1 } }""",
        ["ports.mqtt-spikes"] = """{ "type": "mqtt-spikes", "rig": "other" }""",
        ["ports.dac"] = """{ "type": "dac", "chip": "simulated", "channels": [ { "output": 0, "nanoamperesPerVolt": 0.1 } ] }""",
        ["ports.adc"] = """{ "type": "adc", "chip": "simulated", "channels": [ { "input": 1 } ] }""",
        ["ports.expander"] = """{ "type": "expander", "chip": "simulated", "lineOfNeuron": [0], "inputs": [8] }""",
        ["controllers.triggered-response"] = """{ "type": "triggered-response", "trigger": {}, "pulses": { "nanoamperes": 0.1 } }""",
        ["controllers.rate-clamp"] = """{ "type": "rate-clamp", "targetHertz": 5, "spikes": {} }""",
        ["controllers.phase-locked"] = """{ "type": "phase-locked", "rhythm": {}, "pulses": { "nanoamperes": 0.1 } }""",
        ["controllers.activity-dependent"] = """{ "type": "activity-dependent", "spikes": {}, "pulses": { "nanoamperes": 0.1 } }""",
        ["responses"] = """{ "name": "r", "currentNanoamperes": 0.1 }""",
        ["limits"] = "{}",
        ["loop"] = "{}",
        ["recording"] = """{ "file": "r.nobl" }""",
        ["stimulus.constant"] = """{ "source": "constant" }""",
        ["stimulus.file"] = """{ "source": "file", "file": "I.npy" }""",
        ["stimulus.udp"] = """{ "source": "udp", "listen": "127.0.0.1:17900", "sampleMilliseconds": 0.1 }""",
        ["stimulus.mqtt"] = """{ "source": "mqtt", "topic": "t", "sampleMilliseconds": 0.1 }""",
        ["stimulus.adc"] = """{ "source": "adc", "port": "a", "sampleMilliseconds": 0.1 }""",
        ["stimulus.virtual"] = """{ "source": "virtual", "port": "w", "sampleMilliseconds": 0.1 }""",
        ["conductances.file"] = """{ "source": "file", "reversalMillivolts": 0, "file": "G.npy" }""",
        ["conductances.udp"] = """{ "source": "udp", "reversalMillivolts": 0, "listen": "127.0.0.1:17900", "sampleMilliseconds": 0.1 }""",
        ["conductances.mqtt"] = """{ "source": "mqtt", "reversalMillivolts": 0, "topic": "t", "sampleMilliseconds": 0.1 }""",
        ["conductances.adc"] = """{ "source": "adc", "reversalMillivolts": 0, "port": "a", "sampleMilliseconds": 0.1 }""",
        ["conductances.virtual"] = """{ "source": "virtual", "reversalMillivolts": 0, "port": "w", "sampleMilliseconds": 0.1 }""",
        ["circuit"] = """
            {
              "limits": {},
              "preparation": [ { "port": "w" } ],
              "synapses": [ { "from": 0, "to": -1, "conductanceNanosiemens": 3, "plasticity": { "release": 0.3, "recoveryMilliseconds": 100 } } ],
              "graded": [ { "from": 0, "to": 1, "conductanceNanosiemens": 3 } ],
              "electrical": [ { "from": 0, "to": 9, "conductanceNanosiemens": 3 } ],
              "background": [ { "cell": 0 } ],
              "holding": [ { "cell": 0, "nanoamperes": 0.3 } ]
            }
            """,
        ["mqtt"] = """{ "addresses": ["a:1"], "clientId": "c", "tls": { "certificateFile": "c.pem", "keyFile": "k.pem" } }""",
    };

    // Values that are neither the default nor at odds with what else is there.
    private static readonly Dictionary<string, string> Others = new()
    {
        ["ports.virtual.restMillivolts"] = "-75",
        ["ports.virtual.thresholdMillivolts"] = "-45",
        ["ports.virtual.resetMillivolts"] = "-65",
        ["ports.bridge.channels.lowestVolts"] = "-1",
        ["ports.bridge.channels.highestVolts"] = "5",
        ["ports.bridge.samples.highestVolts"] = "5",
        ["ports.bridge.address"] = "\"unix:/c\"",
        ["ports.eieio.keys.first"] = "\"0x70000\"",
        ["ports.eieio.send"] = "\"127.0.0.1:9\"",
        ["ports.eieio.listen"] = "\"127.0.0.1:9\"",
        ["ports.spif.send"] = "\"127.0.0.1:9\"",
        ["ports.spif.listen"] = "\"127.0.0.1:9\"",
        ["ports.udp-voltage.send"] = "\"127.0.0.1:9\"",
        ["stimulus.udp.listen"] = "\"127.0.0.1:9\"",
        ["stimulus.adc.port"] = "\"b\"",
        ["conductances.udp.listen"] = "\"127.0.0.1:9\"",
        ["conductances.adc.port"] = "\"b\"",
        ["circuit.preparation.spikeThresholdMillivolts"] = "-30",
        ["circuit.preparation.lowestMillivolts"] = "-200",
        ["circuit.preparation.highestMillivolts"] = "200",
        ["circuit.preparation.stimulusChannel"] = "2",
        ["circuit.synapses.riseMilliseconds"] = "0.7",
        ["circuit.synapses.inhibitory"] = "true",
        ["circuit.electrical.to"] = "4",
        ["ports.mqtt-spikes.name"] = "\"named\"",
        ["ports.mqtt-spikes.rig"] = "\"another\"",
    };

    /// <summary>Objects by their path, as in <c>ports.gpio.inputs</c>.</summary>
    internal static IReadOnlyDictionary<string, SchemaNode> All { get; } = Find();

    /// <summary>A configuration with the object at the path, and in it these keys with this value.</summary>
    internal static string Example(string path, IEnumerable<string> keys, string value = "")
    {
        var steps = path.Split('.');
        var kinds = steps[0] is "ports" or "controllers" or "stimulus" or "conductances" ? 2 : 1;
        var own = Smallest.TryGetValue(path, out var text) ? text : Smallest[string.Join('.', steps.Take(kinds))];
        var root = JsonNode.Parse("""{ "ports": [], "limits": { "maximumNanoamperes": 1 }, "responses": [ { "name": "r", "currentNanoamperes": 0.1 } ] }""")!.AsObject();
        if (steps[0] is "stimulus" or "conductances" or "circuit")
        {
            string[] ports =
            [
                """{ "type": "virtual", "name": "w", "neurons": 4 }""",
                """{ "type": "virtual", "name": "v" }""",
                """{ "type": "adc", "name": "a", "chip": "simulated", "channels": [ { "input": 1 } ] }""",
                """{ "type": "adc", "name": "b", "chip": "simulated", "channels": [ { "input": 1 } ] }""",
            ];
            root["ports"] = new JsonArray([.. ports.Select(port => JsonNode.Parse(port))]);
        }
        else if (steps[0] == "controllers")
        {
            root["ports"] = new JsonArray(JsonNode.Parse("""{ "type": "virtual", "name": "v", "neurons": 4 }"""));
        }

        var node = JsonNode.Parse(own)!.AsObject();
        root[steps[0]] = steps[0] is "ports" or "controllers" or "responses" or "conductances" ? new JsonArray(node) : node;
        foreach (var step in steps.Skip(kinds))
        {
            node = (node[step] is JsonArray list ? list[0]! : node[step] ?? throw new InvalidOperationException($"{path}: the example has no {step}")).AsObject();
        }

        foreach (var key in keys.Where(_ => value.Length > 0))
        {
            node[key] = JsonNode.Parse(value);
        }

        return root.ToJsonString();
    }

    /// <summary>Reads a configuration without the schema.</summary>
    internal static RigSettings Read(string text, Action<ConfigSection>? finished = null) =>
        RigReader.Read(new ConfigSection("run.json", ConfigNode.Parse("run.json", Encoding.UTF8.GetBytes(text)), "") { Finished = finished });

    /// <summary>Whether an object of a file is the one at a path.</summary>
    internal static bool IsAt(string filePath, string path)
    {
        var steps = path.Split('.').ToList();
        if (steps[0] is "ports" or "controllers" or "stimulus" or "conductances")
        {
            steps.RemoveAt(1);
        }

        return Index().Replace(filePath, "") == string.Join('.', steps);
    }

    /// <summary>Whether the range of a key depends on what else is there, so that its ends cannot all be taken.</summary>
    internal static bool IsJudgedLater(string path, string key) =>
        (path == "circuit.preparation" && key is "lowestMillivolts" or "highestMillivolts" or "spikeThresholdMillivolts") ||
        (path == "circuit.synapses" && key is "riseMilliseconds" or "decayMilliseconds") ||
        (path.StartsWith("controllers", StringComparison.Ordinal) && key == "channel") || (path == "controllers.phase-locked" && key is "minimumHertz" or "maximumHertz");

    /// <summary>Whether a key needs a file to have an effect.</summary>
    internal static bool IsIdle(string path, string key) => path == "ports.eieio.keys" && key is "database" or "label";

    /// <summary>A value of a key that is allowed and not its default.</summary>
    internal static string Other(string path, string key, SchemaNode node)
    {
        if (Others.TryGetValue($"{path}.{key}", out var other))
        {
            return other;
        }

        switch (node.Type)
        {
            case "integer" when key == "channel" && path.StartsWith("controllers", StringComparison.Ordinal):
                return "2";
            case "boolean":
                return node.Default is { ValueKind: JsonValueKind.True } ? "false" : "true";
            case "string" when node.Choices.Count > 0:
                return node.Choices.Last(choice => choice.GetRawText() != node.Default?.GetRawText() && !choice.GetString()!.StartsWith("bindings", StringComparison.Ordinal)).GetRawText();
            case "string":
                return key switch { "port" => "\"v\"", "response" => "\"r\"", _ => "\"other\"" };
        }

        var standard = node.Default?.GetDouble() ?? 0.1;
        double[] candidates = node.Choices.Count > 0
            ? [.. node.Choices.Select(choice => choice.GetDouble())]
            : [standard * 0.5, standard * 2, standard + 0.1, standard + 1, -0.1, 7, 20, 60_000, .. node.Ranges.SelectMany(range => new[] { range.Maximum, range.Minimum }).OfType<double>()];
        return candidates.Cast<double?>().FirstOrDefault(candidate => IsAllowed(candidate!.Value))?.ToString(CultureInfo.InvariantCulture)
            ?? throw new InvalidOperationException($"{path}.{key}: none of {string.Join(", ", candidates)} is allowed and not the default");

        bool IsAllowed(double candidate) =>
            candidate != standard
            && candidate != 1
            && (node.Choices.Count > 0 || node.Ranges.Any(range => range.Contains(candidate)))
            && (node.Type != "integer" || candidate == Math.Round(candidate))
            && (node.MultipleOf is not { } step || candidate % step == 0);
    }

    /// <summary>All that a value holds, what its delegates have captured included, as a text.</summary>
    internal static string Fingerprint(object? value)
    {
        var text = new StringBuilder();
        Write(text, value, new HashSet<object>(ReferenceEqualityComparer.Instance));
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, HashSet<object> seen)
    {
        switch (value)
        {
            case null or ConfigSection or ConfigNode or Type or MemberInfo:
                return;
            case string or bool or Enum or TimeSpan:
                text.Append(value).Append(' ');
                return;
            case IFormattable number when value.GetType().IsPrimitive:
                text.Append(number.ToString(null, CultureInfo.InvariantCulture)).Append(' ');
                return;
            case Delegate function:
                Write(text, function.Target, seen);
                return;
        }

        if (!value.GetType().IsValueType && !seen.Add(value))
        {
            return;
        }

        text.Append(value.GetType().Name).Append('{');
        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                Write(text, item, seen);
            }
        }
        else
        {
            for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            {
                foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    text.Append(field.Name).Append('=');
                    Write(text, field.GetValue(value), seen);
                }
            }
        }

        text.Append('}');
    }

    private static SortedDictionary<string, SchemaNode> Find()
    {
        var found = new SortedDictionary<string, SchemaNode>(StringComparer.Ordinal);
        foreach (var (key, node) in RunSchema.Instance.Root.Properties)
        {
            foreach (var kind in (node.Items ?? node).Kinds)
            {
                Add(found, $"{key}.{kind.Kind}", kind);
            }

            if ((node.Items ?? node) is { Type: "object", Kinds.Count: 0 } inner)
            {
                Add(found, key, inner);
            }
        }

        return found;
    }

    private static void Add(SortedDictionary<string, SchemaNode> found, string path, SchemaNode node)
    {
        found.Add(path, node);
        foreach (var (key, property) in node.Properties)
        {
            if ((property.Items ?? property) is { Type: "object" } inner)
            {
                Add(found, $"{path}.{key}", inner);
            }
        }
    }

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
