using System.Text;

namespace Noble.Edge.Host;

/// <summary>The reference of the configuration, written from the schema.</summary>
internal static class SchemaMarkdown
{
    internal static string Of(RunSchema schema)
    {
        var text = new StringBuilder();
        var root = schema.Root;
        text.Append("# Configuration of `noble-edge run`\n\n");
        text.Append("<!-- Written by noble-edge schema --markdown; do not edit. -->\n\n");
        text.Append($"{root.Description}\n\n");
        text.Append($"`noble-edge validate CONFIG.json` says every mistake in one; `noble-edge schema` prints the JSON schema, which is also beside the program as `{RunSchema.FileName}`: ");
        text.Append("name it as `$schema` and an editor completes and checks keys while you write. [Examples](../../examples/README.md).\n\n");
        text.Append("A list of objects takes objects of the keys below it. Ranges include their ends unless they say above or under. What a port or controller does in full is in the README of its room: ");
        text.Append("[ports](../../runtime/Noble.Edge.Rig/README.md), [closed loop](../../runtime/Noble.Edge.Rig/Loop/README.md).\n\n## The run\n\n");
        Table(text, root.Properties.Where(property => property.Node.IsFlat), root.Required, withVariable: true);
        foreach (var (key, node) in root.Properties.Where(property => !property.Node.IsFlat))
        {
            text.Append($"\n## {key}\n\n{node.Description}\n");
            var kinds = (node.Items ?? node).Kinds;
            if (kinds.Count == 0)
            {
                Object(text, node.Items ?? node, key, 3);
                continue;
            }

            foreach (var kind in kinds)
            {
                text.Append($"\n### `\"{kind.Discriminator}\": \"{kind.Kind}\"`\n\n{kind.Description}\n");
                Object(text, kind, node.Items is null ? key : $"{key}[]", 4);
            }
        }

        return text.ToString();
    }

    private static void Object(StringBuilder text, SchemaNode node, string path, int depth)
    {
        text.Append('\n');
        Table(text, node.Properties.Where(property => property.Node.Const is null), node.Required, withVariable: false);
        foreach (var (key, inner) in node.Properties)
        {
            var item = inner.Items is { Type: "object" } items ? items : inner;
            if (item.Type == "object")
            {
                text.Append($"\n{new string('#', depth)} {path}.{key}\n\n{inner.Description}\n");
                Object(text, item, $"{path}.{key}", depth + 1);
            }
        }
    }

    private static void Table(StringBuilder text, IEnumerable<(string Key, SchemaNode Node)> keys, IReadOnlyList<string> required, bool withVariable)
    {
        text.Append(withVariable ? "| key | what | type | default | range | environment |\n|---|---|---|---|---|---|\n" : "| key | what | type | default | range |\n|---|---|---|---|---|\n");
        foreach (var (key, node) in keys)
        {
            var defaultText = required.Contains(key) ? "*required*" : node.Default is { } value ? $"`{value.GetRawText()}`" : "";
            text.Append($"| `{key}` | {What(node)} | {TypeOf(node)} | {defaultText} | {RangeOf(node)} |");
            text.Append(withVariable ? RunConfigurationKeys.Has(key) ? $" `{RunEnvironment.Variable(key)}` |\n" : " |\n" : "\n");
        }
    }

    private static string What(SchemaNode node) =>
        (node.Description + (node.Examples.Count > 0 ? $" Example: {string.Join(", ", node.Examples.Select(example => $"`{example.GetRawText()}`"))}" : "")).Replace("|", "\\|", StringComparison.Ordinal);

    private static string TypeOf(SchemaNode node) => node.Type switch
    {
        "array" when node.Items is { } items => $"list of {(items.Kinds.Count > 0 || items.Type == "object" ? "objects" : items.Type == "string" ? "texts" : "whole numbers")}",
        "integer" => "whole number",
        "string" => "text",
        "boolean" => "true, false",
        var other => other,
    };

    private static string RangeOf(SchemaNode node) => node.Type switch
    {
        "array" when node.Items is { IsFlat: true } items => $"{items.RangeText}{Counts(node)}",
        "array" => Counts(node).TrimStart(',', ' '),
        "string" when node.Lengths is { Most: < int.MaxValue } lengths => $"{lengths.Least} to {lengths.Most} characters",
        "number" or "integer" when node.RangeText.Length == 0 && node.Unit is { } unit => unit,
        _ => node.RangeText,
    };

    private static string Counts(SchemaNode node) => node.Counts switch
    {
        (0, int.MaxValue) => "",
        (0, var most) => $", at most {most}",
        (var least, int.MaxValue) => $", at least {least}",
        var (least, most) => $", {least} to {most} of them",
    };
}
