using System.Globalization;
using System.Text;
using Noble.Edge.Operator;

namespace Noble.Edge.Trainer;

/// <summary>Measured accuracy as a table of text, in Markdown so that it can be pasted.</summary>
internal static class AccuracyText
{
    public static string Table(IEnumerable<AccuracyRow> rows)
    {
        var text = new StringBuilder();
        text.AppendLine("| split | zone | traces | rel. L2 % | count error % | spikes within 1 ms % | F1 | time error ms | amplitude % | AP1 width % | steady state mV | false spikes |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var row in rows)
        {
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Split} | {row.Zone} | {row.Traces} | {row.RelativeL2Percent:f2} | {Cell(row.SpikeCountErrorPercent, "f2")} | {Cell(row.SpikesWithinOneMillisecondPercent, "f2")} | {Cell(row.CoincidenceF1, "f3")} | {Cell(row.SpikeTimeErrorMilliseconds, "f3")} | {Cell(row.AmplitudeErrorPercent, "f2")} | {Cell(row.Ap1WidthErrorPercent, "f2")} | {Cell(row.SteadyStateErrorMillivolts, "f2")} | {row.FalseSpikes} |"));
        }

        return text.ToString();
    }

    private static string Cell(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
