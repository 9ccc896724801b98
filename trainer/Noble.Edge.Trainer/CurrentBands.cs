using System.Globalization;

namespace Noble.Edge.Trainer;

/// <summary>Reads bands of current, as in <c>0.02:0.03,0.1:0.11</c>.</summary>
internal static class CurrentBands
{
    public static double[][] Parse(string option, string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(band => Band(option, band))];

    private static double[] Band(string option, string text)
    {
        var ends = text.Split(':');
        if (ends.Length == 2
            && double.TryParse(ends[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var low)
            && double.TryParse(ends[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var high)
            && low <= high)
        {
            return [low, high];
        }

        throw new UserException($"{option} '{text}': expected low:high in nA, as in 0.02:0.03");
    }
}
