using System.Globalization;
using System.Text;
using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>Measured accuracy as tables of text, in Markdown so that they can be pasted; the report has the rest.</summary>
internal static class AccuracyText
{
    public static string Table(IEnumerable<AccuracyRow> rows)
    {
        var text = new StringBuilder();
        text.AppendLine("| split | zone | traces | rel. L2 % | median | count error % | spikes within 1 ms % | F1 | time error ms | Victor-Purpura | amplitude % | AP1 width % | steady state mV | false spikes |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var row in rows)
        {
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Split} | {row.Zone} | {row.Traces} | {row.RelativeL2Percent:f2} | {Cell(row.RelativeL2MedianPercent, "f2")} | {Cell(row.SpikeCountErrorPercent, "f2")} | {Cell(row.SpikesWithinOneMillisecondPercent, "f2")} | {Cell(row.CoincidenceF1, "f3")} | {Cell(row.SpikeTimeErrorMilliseconds, "f3")} | {Cell(row.VictorPurpuraPerSpike, "f3")} | {Cell(row.AmplitudeErrorPercent, "f2")} | {Cell(row.Ap1WidthErrorPercent, "f2")} | {Cell(row.SteadyStateErrorMillivolts, "f2")} | {row.FalseSpikes} |"));
        }

        return text.ToString();
    }

    public static string Headline(IEnumerable<HeadlineFigure> figures)
    {
        var text = new StringBuilder();
        text.AppendLine("| figure | seen | never seen, latent point | never seen, own clock | published seen | published never seen |");
        text.AppendLine("|---|---|---|---|---|---|");
        foreach (var f in figures)
        {
            text.AppendLine($"| {f.Name}{(f.Unit == "1" ? "" : $", {f.Unit}")} | {Cell(f.Seen, "0.###")} | {Cell(f.UnseenLatentPoint, "0.###")} | {Cell(f.UnseenOwnClock, "0.###")} | {Cell(f.PublishedSeen, "0.###")} | {Cell(f.PublishedUnseen, "0.###")} |");
        }

        return text.ToString();
    }

    private static string Cell(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
