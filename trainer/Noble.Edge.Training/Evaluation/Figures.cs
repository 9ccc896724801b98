using System.Globalization;

namespace Noble.Edge.Training;

/// <summary>Numbers as a file holds them: six significant digits, null where there is none.</summary>
public static class Figures
{
    /// <summary>Six significant digits.</summary>
    public static double Round(double value) => double.IsFinite(value)
        ? double.Parse(value.ToString("g6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : value;

    /// <summary>Six significant digits; null for what is not finite.</summary>
    public static double? OrNull(double value) => double.IsFinite(value) ? Round(value) : null;

    /// <summary>The same for each of several.</summary>
    public static double?[] OrNull(IEnumerable<double> values) => [.. values.Select(OrNull)];
}
