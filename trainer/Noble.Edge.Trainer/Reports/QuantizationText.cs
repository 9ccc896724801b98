using System.Globalization;
using System.Text;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>The figures of a model's precisions as text.</summary>
internal static class QuantizationText
{
    /// <summary>One line a precision: size, time, beside the float32 graph, beside the solver.</summary>
    public static string Table(IReadOnlyList<QuantizationRow> rows)
    {
        var text = new StringBuilder();
        text.AppendLine("                             against the float32 graph                        against the solver");
        text.AppendLine("precision     MB  ms/trace   rel. L2 %  count %  <= 1 ms %  time ms  p95 ms    rel. L2 %  count %  <= 1 ms %  time ms");
        foreach (var row in rows)
        {
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Precision.ToString().ToLowerInvariant(),-9} {row.Bytes / 1e6,6:f2}  {row.MillisecondsPerTrace,8:f2}   {Figures(row.AgainstFloat32)}  {Time(row.AgainstFloat32?.TimeErrorP95Milliseconds),6}    {Figures(row.AgainstSolver)}"));
        }

        return text.ToString();
    }

    /// <summary>What a precision left in float32.</summary>
    public static string Kept(QuantizationRow row)
    {
        string[] kept = [.. row.Sites.Where(site => site.IsKeptInFloat32).Select(site => site.Site)];
        return kept.Length == 0 ? $"in float32: none of {row.Sites.Length} products" : $"in float32: {kept.Length} of {row.Sites.Length} products: {string.Join(", ", kept)}";
    }

    private static string Figures(SpikeFigures? figures) => figures is null
        ? $"{"-",9}  {"-",7}  {"-",9}  {"-",7}"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * figures.RelativeL2,9:f3}  {figures.CountErrorPercent,7:f3}  {figures.WithinOneMillisecondPercent,9:f2}  {Time(figures.TimeErrorMilliseconds),7}");

    private static string Time(double? milliseconds) => milliseconds is { } time ? time.ToString("f4", CultureInfo.InvariantCulture) : "-";
}
