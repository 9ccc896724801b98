using System.Globalization;

namespace Noble.Edge.Training;

/// <summary>A latent feature of an imported model.</summary>
/// <param name="Name">Name, also the column's in a CSV of latent points.</param>
/// <param name="Unit">Unit of its values.</param>
/// <param name="Minimum">The value that scales to 0.5; null for the lowest in the CSV.</param>
/// <param name="Maximum">The value that scales to 3.5; null for the highest in the CSV.</param>
public sealed record ImportFeature(string Name, string Unit, double? Minimum, double? Maximum)
{
    /// <summary>The published pair, in the order of its channels. Ranges over the published cell's 60 models, rounded as published.</summary>
    public static IReadOnlyList<ImportFeature> Published { get; } =
    [
        new("slope", "Hz/nA", 743, 848),
        new("intercept", "nA", 0.0139, 0.0194),
    ];

    /// <summary>What the feature is, where it is one of the published pair.</summary>
    public string Description => Name switch
    {
        "slope" => "Local slope of the F-I curve above threshold",
        "intercept" => "Threshold current of the F-I curve",
        _ => "",
    };

    /// <summary>Reads NAME, NAME=LOW:HIGH or NAME=LOW:HIGH:UNIT; a feature that is published or that a training run knows has its unit already.</summary>
    /// <exception cref="FormatException">The text is none of these; the message is one line.</exception>
    public static ImportFeature Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('=', 2);
        var name = parts[0].Trim();
        var values = parts.Length == 2 ? parts[1].Split(':') : [];
        double? low = null;
        double? high = null;
        if (name.Length == 0 || values.Length is 1 or > 3 || (values.Length > 0 && !IsRange(values, out low, out high)))
        {
            throw new FormatException($"'{text}': expected NAME or NAME=LOW:HIGH[:UNIT] with LOW < HIGH, as in slope=743:848:Hz/nA");
        }

        var unit = values.Length == 3 ? values[2].Trim() : Published.FirstOrDefault(feature => feature.Name == name)?.Unit ?? FeatureCatalogue.Find(name)?.Unit;
        return unit is null
            ? throw new FormatException($"'{text}': the unit of {name} is not known, expected NAME=LOW:HIGH:UNIT")
            : new ImportFeature(name, unit, low, high);
    }

    private static bool IsRange(string[] values, out double? low, out double? high)
    {
        var isRange = Number(values[0], out var first) & Number(values[1], out var second);
        (low, high) = (first, second);
        return isRange && first < second;
    }

    private static bool Number(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
