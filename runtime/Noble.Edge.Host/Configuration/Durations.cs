using System.Globalization;

namespace Noble.Edge.Host;

/// <summary>Lengths of time as people write them.</summary>
internal static class Durations
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("min", 60), ("s", 1), ("h", 3600)];

    /// <summary>Reads <c>500ms</c>, <c>10s</c>, <c>5min</c>, <c>1h</c> or <c>forever</c> (<see cref="TimeSpan.MaxValue"/>).</summary>
    /// <exception cref="UserMistakeException">The text is no length of time.</exception>
    internal static TimeSpan Parse(string text)
    {
        if (text == "forever")
        {
            return TimeSpan.MaxValue;
        }

        foreach (var (unit, seconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number > 0
                && number * seconds <= 1e9)
            {
                return TimeSpan.FromSeconds(number * seconds);
            }
        }

        throw new UserMistakeException($"duration '{text}': expected a number above 0 with its unit, as in 500ms, 10s, 5min, 1h, or forever");
    }
}
