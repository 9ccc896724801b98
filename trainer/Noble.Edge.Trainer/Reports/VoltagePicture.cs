using System.Globalization;
using Noble.Edge.Pictures;
using Noble.Edge.Training;
using ScottPlot;

namespace Noble.Edge.Trainer;

/// <summary>The operator's voltage over the solver's, on currents never seen: the middle trace of each split and zone by error, so neither the best nor the worst.</summary>
internal static class VoltagePicture
{
    private const int Width = 1600, RowHeight = 300;
    private const double CloseUpMilliseconds = 60;

    public static void Write(EvaluationReport report, IReadOnlyList<TracePicture> pictures, string path)
    {
        var plot = new Multiplot();
        plot.AddPlots(2 * pictures.Count);
        plot.Layout = new ScottPlot.MultiplotLayouts.Grid(pictures.Count, 2);
        for (var i = 0; i < pictures.Count; i++)
        {
            var picture = pictures[i];
            var (whole, close) = (plot.Subplots.GetPlot(2 * i), plot.Subplots.GetPlot((2 * i) + 1));
            Draw(whole, picture);
            whole.Title(Describe(report.Traces, picture.Entry), size: 12);
            whole.Axes.SetLimitsX(picture.Times[0], picture.Times[^1]);
            Draw(close, picture);
            var end = report.Settings.StimulusOffMilliseconds + (CloseUpMilliseconds / 6);
            close.Title(FormattableString.Invariant($"the last {CloseUpMilliseconds:f0} ms about the end of the step"), size: 12);
            close.Axes.SetLimitsX(end - CloseUpMilliseconds, end);
        }

        PictureFile.Save(plot, path, Width, RowHeight * pictures.Count);
    }

    private static void Draw(Plot plot, TracePicture picture)
    {
        PictureStyle.Apply(plot);
        var truth = plot.Add.ScatterLine(picture.Times, picture.Solver);
        truth.LegendText = "solver";
        truth.Color = PictureStyle.Ink;
        truth.LineWidth = 2;
        var found = plot.Add.ScatterLine(picture.Times, picture.Operator);
        found.LegendText = "operator";
        found.Color = PictureStyle.Vermillion;
        found.LineWidth = 1;
        plot.XLabel("time, ms");
        plot.YLabel("voltage, mV");
        plot.ShowLegend(Alignment.UpperRight);
    }

    private static string Describe(TraceColumns traces, int entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{traces.Split[entry]}, {traces.Zone[entry]}: {traces.Neuron[entry]} at {traces.CurrentNanoamperes[entry]:f4} nA, rel. L2 {traces.RelativeL2Percent[entry]:f2} %, {traces.OperatorSpikes[entry]} of {traces.SolverSpikes[entry]} spikes");
}
