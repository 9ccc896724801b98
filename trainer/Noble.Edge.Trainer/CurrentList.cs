using System.Globalization;

namespace Noble.Edge.Trainer;

/// <summary>Reads a list of currents, as in <c>-0.05,0.1,0.2</c>.</summary>
internal static class CurrentList
{
    public static double[] Parse(string option, string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var currents = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out currents[i]) || !double.IsFinite(currents[i]))
            {
                throw new UserException($"{option} '{text}': expected currents in nA with commas between, as in 0.1,0.2; found '{parts[i]}'");
            }
        }

        return currents;
    }
}
