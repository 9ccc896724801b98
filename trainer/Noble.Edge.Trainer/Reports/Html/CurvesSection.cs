using System.Text;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>Charts over current: F-I curves and errors.</summary>
internal static class CurvesSection
{
    public static string FrequencyCurrent(EvaluationReport report)
    {
        if (report.FrequencyCurrent.Length == 0)
        {
            return "";
        }

        var current = new ChartAxis("current, nA", report.Model.CurrentRangeNanoamperes[0], report.Model.CurrentRangeNanoamperes[1]);
        var most = report.FrequencyCurrent.SelectMany(neuron => neuron.SolverSpikes.Concat(neuron.Lines.SelectMany(line => line.Spikes))).Max();
        var spikes = new ChartAxis("spikes in the step", 0, Math.Max(1.08 * most, 1));
        var splits = report.FrequencyCurrent.SelectMany(neuron => neuron.Lines.Select(line => line.Split)).Distinct().OrderBy(ModelEvaluation.Rank);
        return "<h2 id=\"frequency-current\">F-I curves</h2><p>Points are the solver's traces, lines the operator at 120 currents. Neurons never seen come first, from the lowest onset to the highest.</p>"
            + HtmlText.Legend([("solver", "solver (points)"), .. splits.Select(split => (PageStyle.Of(split), $"operator: {split}"))])
            + HtmlText.Grid(report.FrequencyCurrent.Select(neuron => Panel(neuron, current, spikes)));
    }

    public static string Errors(EvaluationReport report)
    {
        var t = report.Traces;
        var splits = t.Split.Distinct().OrderBy(ModelEvaluation.Rank).ToArray();
        var excess = ChartAxis.Of("current over onset, nA", t.ExcessNanoamperes, 0.02);
        var voltage = new SvgChart(560, 300, excess, ChartAxis.Logarithmic("relative L2, %", t.RelativeL2Percent), "Voltage error of each trace");
        var times = new SvgChart(560, 300, excess, ChartAxis.Logarithmic("median |time error| of pairs, ms", t.SpikeTimeErrorMilliseconds.OfType<double>()), "Spike time error of each trace with pairs");
        var text = new StringBuilder("<h2 id=\"errors\">Error against current</h2>");
        foreach (var split in splits.Reverse())
        {
            int[] entries = [.. Enumerable.Range(0, t.Split.Length).Where(e => t.Split[e] == split)];
            double[] currents = [.. entries.Select(e => t.ExcessNanoamperes[e])];
            string[] names = [.. entries.Select(e => FormattableString.Invariant($"{t.Neuron[e]}, {t.CurrentNanoamperes[e]:0.0000} nA, {t.Zone[e]}"))];
            voltage.Points(currents, [.. entries.Select(e => t.RelativeL2Percent[e])], PageStyle.Of(split), 2, names);
            times.Points(currents, [.. entries.Select(e => t.SpikeTimeErrorMilliseconds[e] ?? double.NaN)], PageStyle.Of(split), 2, names);
        }

        text.Append(HtmlText.Legend([.. splits.Select(split => (PageStyle.Of(split), split))]));
        return text.Append($"<div class=\"charts two\">{voltage}{times}</div>").ToString();
    }

    private static SvgChart Panel(FrequencyCurrentFigures neuron, ChartAxis current, ChartAxis spikes)
    {
        var chart = new SvgChart(290, 200, current, spikes, $"{neuron.Neuron}{(neuron.IsSeen ? "" : " (unseen)")}");
        foreach (var line in neuron.Lines)
        {
            var style = PageStyle.Of(line.Split);
            chart.Line(neuron.OperatorCurrentsNanoamperes, [.. line.Spikes.Select(count => (double)count)], style == PageStyle.Unseen ? $"{style} dashed" : style);
        }

        return chart.Points(neuron.SolverCurrentsNanoamperes, [.. neuron.SolverSpikes.Select(count => (double)count)], PageStyle.Solver, 1.8);
    }
}
