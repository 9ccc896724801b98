namespace Noble.Edge.Neurons;

/// <summary>Units of voltage, current and time as recordings write them.</summary>
internal static class ElectricalUnit
{
    /// <summary>Millivolts in a unit; null where it is no unit of voltage.</summary>
    public static double? Millivolts(string unit) => Of(unit, "V", 1000);

    /// <summary>Nanoamperes in a unit; null where it is no unit of current.</summary>
    public static double? Nanoamperes(string unit) => Of(unit, "A", 1e9);

    /// <summary>Milliseconds in a unit; null where it is no unit of time.</summary>
    public static double? Milliseconds(string unit) =>
        unit.ToUpperInvariant() is "SEC" or "SECOND" or "SECONDS" ? 1000
        : unit.ToUpperInvariant() is "MSEC" or "MILLISECONDS" ? 1
        : Of(unit, "s", 1000);

    private static double? Of(string unit, string symbol, double scale) => !unit.EndsWith(symbol, StringComparison.Ordinal) ? null : unit[..^symbol.Length] switch
    {
        "" => scale,
        "m" => scale * 1e-3,
        "u" or "µ" or "μ" => scale * 1e-6,
        "n" => scale * 1e-9,
        "p" => scale * 1e-12,
        _ => null,
    };
}
