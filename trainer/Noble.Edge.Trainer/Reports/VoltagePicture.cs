using System.Globalization;
using Noble.Edge.Operator;
using Noble.Edge.Training;
using ScottPlot;

namespace Noble.Edge.Trainer;

/// <summary>The operator's voltage over the solver's, on currents never seen: the middle neuron of each split and zone by error, so neither the best nor the worst.</summary>
internal static class VoltagePicture
{
    private const int Width = 1600, RowHeight = 300;
    private const double CloseUpMilliseconds = 60;

    public static void Write(ModelBundle model, DataSet data, string path)
    {
        using var evaluator = new Evaluator(model, data);
        var cases = ModelEvaluation.Cases(model, data).ToArray();
        var compared = cases.Select(c => (Case: c, Result: evaluator.Compare(c.Trace, c.Features, c.Clock))).ToArray();
        var chosen = compared
            .GroupBy(c => (c.Case.Split, c.Result.Zone))
            .Where(group => group.Key.Zone != FiringZone.Transient || group.Key.Split == ModelEvaluation.SeenNeurons)
            .OrderBy(group => group.Key.Split, StringComparer.Ordinal).ThenBy(group => group.Key.Zone)
            .Select(group => group.OrderBy(c => c.Result.RelativeL2).ElementAt(group.Count() / 2))
            .ToArray();

        var plot = new Multiplot();
        plot.AddPlots(2 * chosen.Length);
        plot.Layout = new ScottPlot.MultiplotLayouts.Grid(chosen.Length, 2);
        for (var i = 0; i < chosen.Length; i++)
        {
            var (c, result) = chosen[i];
            var voltage = evaluator.Render(data.Manifest.Traces[c.Trace].CurrentNanoamperes, c.Features, c.Clock);
            var (whole, close) = (plot.Subplots.GetPlot(2 * i), plot.Subplots.GetPlot((2 * i) + 1));
            Draw(whole, data, result, voltage);
            whole.Title(Describe(data, c.Split, result), size: 12);
            whole.Axes.SetLimitsX(0, data.Manifest.Grid.DurationMilliseconds);
            Draw(close, data, result, voltage);
            var end = data.Manifest.Grid.StimulusOffMilliseconds + (CloseUpMilliseconds / 6);
            close.Title(FormattableString.Invariant($"the last {CloseUpMilliseconds:f0} ms about the end of the step"), size: 12);
            close.Axes.SetLimitsX(end - CloseUpMilliseconds, end);
        }

        plot.SavePng(path, Width, RowHeight * chosen.Length);
    }

    private static void Draw(Plot plot, DataSet data, TraceComparison result, float[] voltage)
    {
        var grid = data.Manifest.Grid;
        var times = Enumerable.Range(0, grid.Length).Select(k => k * grid.StepMilliseconds).ToArray();
        var truth = plot.Add.ScatterLine(times, data.Voltage(result.Trace).ToArray().Select(v => (double)v).ToArray());
        truth.LegendText = "solver";
        truth.Color = Colors.Black;
        truth.LineWidth = 2;
        var found = plot.Add.ScatterLine(times, voltage.Select(v => (double)v).ToArray());
        found.LegendText = "operator";
        found.Color = Color.FromHex("#D55E00");
        found.LineWidth = 1;
        plot.XLabel("time, ms");
        plot.YLabel("voltage, mV");
        plot.ShowLegend(Alignment.UpperRight);
    }

    private static string Describe(DataSet data, string split, TraceComparison result)
    {
        var entry = data.Manifest.Traces[result.Trace];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{split}: {data.Manifest.Neurons[entry.Neuron].Name} at {entry.CurrentNanoamperes:f4} nA, rel. L2 {100 * result.RelativeL2:f2} %, {result.Spikes} of {result.TrueSpikes} spikes");
    }
}
