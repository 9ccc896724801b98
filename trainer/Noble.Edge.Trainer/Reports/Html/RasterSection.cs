using System.Globalization;
using System.Text;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>Spikes of test traces, the solver's beside the operator's.</summary>
internal static class RasterSection
{
    private const int RowHeight = 12, Around = 62;

    public static string Of(EvaluationReport report, IReadOnlyList<RasterRow> rows)
    {
        if (rows.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder("<h2 id=\"raster\">Spikes</h2><p>Up to 24 traces of each split in which the solver fires, a row each, from the lowest current at the bottom to the highest. Upper marks are the solver's, lower marks the operator's.</p>");
        text.Append(HtmlText.Legend((PageStyle.Solver, "solver"), (PageStyle.Operator, "operator")));
        foreach (var split in rows.GroupBy(row => row.Split))
        {
            RasterRow[] own = [.. split];
            var time = new ChartAxis("time, ms", 0, 1.05 * report.Settings.StimulusOffMilliseconds);
            var chart = new SvgChart(1100, Around + (RowHeight * own.Length), time, new ChartAxis("row", 0, own.Length), split.Key);
            for (var i = 0; i < own.Length; i++)
            {
                chart.Ticks(own[i].Solver, i + 0.72, PageStyle.Solver).Ticks(own[i].Operator, i + 0.28, PageStyle.Operator);
            }

            text.Append(chart);
            text.Append(HtmlText.Details("which traces", HtmlText.Table(
                ["row", "neuron", "current nA", "spikes of the solver", "of the operator"],
                own.Select((row, i) => (string[])
                [
                    (i + 1).ToString(CultureInfo.InvariantCulture), row.Neuron, HtmlText.Number(row.CurrentNanoamperes, "0.0000"), HtmlText.Number(row.Solver.Length, "0"), HtmlText.Number(row.Operator.Length, "0"),
                ]),
                2)));
        }

        return text.ToString();
    }
}
