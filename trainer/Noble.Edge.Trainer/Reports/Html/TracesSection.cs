using System.Globalization;
using System.Text;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>Voltages: the middle trace of each group, and the worst.</summary>
internal static class TracesSection
{
    private const double CloseUpMilliseconds = 60;

    public static string Medians(EvaluationReport report, IReadOnlyDictionary<int, TracePicture> pictures, IReadOnlyList<int> medians)
    {
        var text = new StringBuilder("<h2 id=\"voltage\">Voltage</h2><p>The middle trace by relative L2 of each split and zone: neither the best nor the worst. Right, 60 ms about the end of the step.</p>");
        text.Append(HtmlText.Legend((PageStyle.Solver, "solver"), (PageStyle.Operator, "operator")));
        foreach (var split in medians.GroupBy(entry => report.Traces.Split[entry]))
        {
            text.Append(CultureInfo.InvariantCulture, $"<h3>{HtmlText.Escape(split.Key)}</h3>");
            foreach (var picture in split.Select(entry => pictures[entry]))
            {
                text.Append(Pair(report, picture, EndOfSpikes(report, picture)));
            }
        }

        return text.ToString();
    }

    public static string Worst(EvaluationReport report, IReadOnlyDictionary<int, TracePicture> pictures)
    {
        var text = new StringBuilder("<h2 id=\"worst\">The worst traces</h2><p>By relative L2, of each split. Right, the 60 ms with the largest error.</p>");
        text.Append(HtmlText.Legend((PageStyle.Solver, "solver"), (PageStyle.Operator, "operator")));
        foreach (var worst in report.Worst)
        {
            var content = Table(report, worst.Entries) + string.Concat(worst.Entries.Select(entry => Pair(report, pictures[entry], LargestError(pictures[entry]))));
            text.Append(HtmlText.Details($"{worst.Split}: the worst {worst.Entries.Length}", content, isOpen: worst == report.Worst[0]));
        }

        return text.ToString();
    }

    private static string Table(EvaluationReport report, IEnumerable<int> entries)
    {
        var t = report.Traces;
        return HtmlText.Table(
            ["neuron", "zone", "trace", "current nA", "over onset pA", "rel. L2 %", "solver spikes", "operator spikes", "within 1 ms", "time error ms", "Victor-Purpura", "van Rossum"],
            entries.Select(e => (string[])
            [
                t.Neuron[e], t.Zone[e], t.Trace[e].ToString(CultureInfo.InvariantCulture), HtmlText.Number(t.CurrentNanoamperes[e], "0.0000"), HtmlText.Number(1000 * t.ExcessNanoamperes[e], "0.0"),
                HtmlText.Number(t.RelativeL2Percent[e]), HtmlText.Number(t.SolverSpikes[e], "0"), HtmlText.Number(t.OperatorSpikes[e], "0"), HtmlText.Number(t.Coincident[e], "0"),
                HtmlText.Number(t.SpikeTimeErrorMilliseconds[e], "0.000"), HtmlText.Number(t.VictorPurpura[e]), HtmlText.Number(t.VanRossum[e]),
            ]),
            2);
    }

    private static string Pair(EvaluationReport report, TracePicture picture, double closeUp)
    {
        var t = report.Traces;
        var e = picture.Entry;
        var title = string.Create(
            CultureInfo.InvariantCulture,
            $"{t.Neuron[e]}, {t.CurrentNanoamperes[e]:0.0000} nA, {t.Zone[e]}: rel. L2 {t.RelativeL2Percent[e]:0.00} %, {t.OperatorSpikes[e]} spikes of {t.SolverSpikes[e]}");
        var voltage = ChartAxis.Of("voltage, mV", picture.Solver.Concat(picture.Operator));
        var whole = new ChartAxis("time, ms", picture.Times[0], picture.Times[^1]);
        var close = new ChartAxis("time, ms", closeUp, closeUp + CloseUpMilliseconds);
        return $"<div class=\"pair\">{Draw(720, whole, title)}{Draw(380, close, "")}</div>";

        SvgChart Draw(double width, ChartAxis time, string name) => new SvgChart(width, 190, time, voltage, name)
            .Line(picture.Times, picture.Solver, PageStyle.Solver)
            .Line(picture.Times, picture.Operator, PageStyle.Operator);
    }

    // Where the stimulus ends is where late spikes are; a window of it, five sixths under current.
    private static double EndOfSpikes(EvaluationReport report, TracePicture picture) =>
        Math.Clamp(report.Settings.StimulusOffMilliseconds - (CloseUpMilliseconds * 5 / 6), picture.Times[0], Math.Max(picture.Times[^1] - CloseUpMilliseconds, picture.Times[0]));

    private static double LargestError(TracePicture picture)
    {
        var step = picture.Times[1] - picture.Times[0];
        var length = Math.Min((int)(CloseUpMilliseconds / step), picture.Times.Length - 1);
        var (sum, best, from) = (0.0, double.NegativeInfinity, 0);
        for (var k = 0; k < picture.Times.Length; k++)
        {
            sum += Square(k) - (k >= length ? Square(k - length) : 0);
            if (k >= length - 1 && sum > best)
            {
                (best, from) = (sum, k - length + 1);
            }
        }

        return picture.Times[from];

        double Square(int k) => Math.Pow(picture.Operator[k] - picture.Solver[k], 2);
    }
}
