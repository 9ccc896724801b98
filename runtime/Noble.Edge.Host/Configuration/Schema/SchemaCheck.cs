using System.Globalization;
using System.Text.Json;

namespace Noble.Edge.Host;

/// <summary>Holds a configuration to the schema: every key that is not known, every value of another type or out of its range, every key that is missing.</summary>
/// <remarks>What concerns more than one value, and the form of a text, is the readers' business: they can say it better.</remarks>
internal sealed class SchemaCheck(string file, ConfigMistakes mistakes)
{
    /// <summary>Adds what is wrong with a value.</summary>
    internal void Check(ConfigNode value, SchemaNode schema, string path)
    {
        switch (schema)
        {
            case { Kinds.Count: > 0 }:
                OneOf(value, schema.Kinds, path);
                break;
            case { Type: "object" }:
                Object(value, schema, path);
                break;
            case { Type: "array" }:
                List(value, schema, path);
                break;
            default:
                if (Fault(value, schema) is { } expected)
                {
                    Wrong(path, value, expected, value.Type == JsonTokenType.String ? ConfigSection.NearestOf(value.Text, schema.Choices.Select(choice => choice.ToString())) : null);
                }

                break;
        }
    }

    private void Object(ConfigNode value, SchemaNode schema, string path)
    {
        if (value.Type != JsonTokenType.StartObject)
        {
            Wrong(path, value, "an object");
            return;
        }

        string[] known = [.. schema.Properties.Select(property => property.Key)];
        foreach (var member in value.Members)
        {
            if (schema.Properties.FirstOrDefault(property => property.Key == member.Key).Node is { } node)
            {
                Check(member.Value, node, path.Length == 0 ? member.Key : $"{path}.{member.Key}");
            }
            else
            {
                mistakes.Add(ConfigSection.Unknown(file, path, member, known));
            }
        }

        // A key that is only misspelt has been said to be that.
        var meant = value.Members.Where(member => !known.Contains(member.Key)).Select(member => ConfigSection.NearestOf(member.Key, known)).ToArray();
        foreach (var missing in schema.Required.Where(key => !meant.Contains(key) && value.Members.All(member => member.Key != key)))
        {
            Missing(value, schema, path, missing);
        }
    }

    private void Missing(ConfigNode value, SchemaNode schema, string path, string key)
    {
        var description = schema.Properties.First(property => property.Key == key).Node.Description.Split(['.', ':', ';'])[0];
        var expected = $"{char.ToLowerInvariant(description[0])}{description[1..]}";
        mistakes.Add(new ConfigMistake(file, value.Line, value.Column, $"{path}.{key}", $"{path}: '{key}' is missing, expected {expected}") { Expected = expected });
    }

    private void List(ConfigNode value, SchemaNode schema, string path)
    {
        if (value.Type != JsonTokenType.StartArray)
        {
            Wrong(path, value, "a list");
            return;
        }

        var (least, most) = schema.Counts;
        if (value.Items.Count < least || value.Items.Count > most)
        {
            var expected = most == int.MaxValue ? $"at least {least} in the list" : $"{least} to {most} in the list";
            mistakes.Add(new ConfigMistake(file, value.Line, value.Column, path, $"{path}: expected {expected}, found {value.Items.Count}") { Expected = expected, Found = $"{value.Items.Count}" });
        }

        for (var i = 0; i < value.Items.Count; i++)
        {
            Check(value.Items[i], schema.Items!, $"{path}[{i}]");
        }
    }

    private void OneOf(ConfigNode value, IReadOnlyList<SchemaNode> kinds, string path)
    {
        if (value.Type != JsonTokenType.StartObject)
        {
            Wrong(path, value, "an object");
            return;
        }

        var key = kinds[0].Discriminator;
        string[] types = [.. kinds.Select(kind => kind.Kind)];
        var expected = $"one of {string.Join(", ", types)}";
        if (value.Members.FirstOrDefault(member => member.Key == key) is not { } type)
        {
            mistakes.Add(new ConfigMistake(file, value.Line, value.Column, $"{path}.{key}", $"{path}: '{key}' is missing, expected {expected}") { Expected = expected });
        }
        else if (type.Value.Type == JsonTokenType.String && kinds.FirstOrDefault(kind => kind.Kind == type.Value.Text) is { } kind)
        {
            Object(value, kind, path);
        }
        else
        {
            Wrong($"{path}.{key}", type.Value, expected, ConfigSection.NearestOf(type.Value.Text, types));
        }
    }

    // What was expected instead, or null.
    private static string? Fault(ConfigNode value, SchemaNode schema)
    {
        if (schema.Const is { } only)
        {
            return value.Type == JsonTokenType.String && value.Text == only ? null : $"'{only}'";
        }

        return schema.Type switch
        {
            "boolean" => value.Type is JsonTokenType.True or JsonTokenType.False ? null : "true or false",
            "string" when value.Type != JsonTokenType.String => schema.Choices.Count > 0 ? Choice(schema) : "a text in quotes",
            "string" when schema.Choices.Count > 0 => schema.Choices.Any(choice => choice.GetString() == value.Text) ? null : Choice(schema),
            "string" => value.Text.Length >= schema.Lengths.Least && value.Text.Length <= schema.Lengths.Most ? null
                : schema.Lengths.Most == int.MaxValue ? "a text that is not empty" : $"a text of {schema.Lengths.Least} to {schema.Lengths.Most} characters",
            _ => NumberFault(value, schema),
        };
    }

    private static string? NumberFault(ConfigNode value, SchemaNode schema)
    {
        var isWhole = schema.Type == "integer";
        var kind = isWhole ? "a whole number" : "a number";
        var range = schema.RangeText;
        if (value.Type != JsonTokenType.Number
            || !double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number)
            || (isWhole && !decimal.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)))
        {
            return range.Length == 0 ? kind : $"{kind}, {range}";
        }

        var isAllowed = schema.Choices.Count > 0
            ? schema.Choices.Any(choice => choice.GetDouble() == number)
            : schema.Ranges.Any(allowed => allowed.Contains(number)) && (schema.MultipleOf is not { } step || number % step == 0);
        return isAllowed ? null : schema.Choices.Count > 0 ? $"one of {range}" : range;
    }

    private static string Choice(SchemaNode schema) => $"one of {string.Join(", ", schema.Choices.Select(choice => choice.GetString()))}";

    private void Wrong(string path, ConfigNode value, string expected, string? nearest = null) =>
        mistakes.Add(ConfigSection.WithNearest(ConfigSection.Wrong(file, path, value, expected), nearest));
}
