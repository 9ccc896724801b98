using System.Globalization;

namespace Noble.Edge.Host;

/// <summary>From where to where a number may be; null where there is no end.</summary>
internal sealed record SchemaRange(double? Minimum, double? Maximum, bool ExcludesMinimum, bool ExcludesMaximum)
{
    /// <summary>Whether the number is in it.</summary>
    internal bool Contains(double value) =>
        !(value < Minimum || value > Maximum || (ExcludesMinimum && value == Minimum) || (ExcludesMaximum && value == Maximum));

    /// <summary>In words, as in <c>0.1 to 100</c>.</summary>
    internal string Described => (Minimum, Maximum) switch
    {
        ({ } only, { } same) when only == same => Text(only),
        ({ } least, { } most) => $"{(ExcludesMinimum ? "above " : "")}{Text(least)} to {(ExcludesMaximum ? "under " : "")}{Text(most)}",
        ({ } least, null) => ExcludesMinimum ? $"above {Text(least)}" : $"from {Text(least)}",
        (null, { } most) => ExcludesMaximum ? $"under {Text(most)}" : $"at most {Text(most)}",
        _ => "any",
    };

    // In full, as far as a person can read it; a double next to 2^64 is meant to be the largest seed.
    private static string Text(double value) => Math.Abs(value) switch
    {
        >= ulong.MaxValue => ulong.MaxValue.ToString(CultureInfo.InvariantCulture),
        > 0 and < 1e-4 => value.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant(),
        _ => ((decimal)value).ToString(CultureInfo.InvariantCulture),
    };
}
