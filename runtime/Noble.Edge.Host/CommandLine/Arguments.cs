using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Noble.Edge.Host;

/// <summary>Makers of options whose values are read the same way everywhere and whose errors name value and expectation.</summary>
internal static class Arguments
{
    internal static Option<string> Text(string name, string description, string valueName, bool required = false) =>
        new(name) { Description = description, HelpName = valueName, Required = required };

    internal static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    internal static Option<int?> Whole(string name, string description, string valueName = "N", bool required = false) =>
        Parsed(name, description, valueName, required, "a whole number", (string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));

    internal static Option<ulong?> Seed(string name, string description) =>
        Parsed(name, description, "S", required: false, "a whole number from 0", (string text, out ulong value) =>
            ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value));

    internal static Option<double?> Number(string name, string description, string valueName, bool required = false) =>
        Parsed(name, description, valueName, required, "a number", (string text, out double value) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value));

    private delegate bool TryParse<T>(string text, out T value);

    private static Option<T?> Parsed<T>(string name, string description, string valueName, bool required, string expected, TryParse<T> tryParse)
        where T : struct
    {
        return new Option<T?>(name) { Description = description, HelpName = valueName, Required = required, CustomParser = Parse };

        T? Parse(ArgumentResult result)
        {
            var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (tryParse(text, out var value))
            {
                return value;
            }

            result.AddError($"{name} '{text}': expected {expected}");
            return null;
        }
    }
}
