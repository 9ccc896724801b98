using System.Globalization;
using Noble.Edge.Pictures;
using Noble.Edge.Training;
using ScottPlot;

namespace Noble.Edge.Trainer;

/// <summary>Distributions of features: neurons drawn from the latent space by the operator, beside the solver's training neurons and those never seen.</summary>
internal static class FeaturePicture
{
    private const int Columns = 4, CellWidth = 330, CellHeight = 250, Bins = 14;

    public static void Write(EvaluationReport report, string path)
    {
        var cells = report.Ensemble.Sweeps.SelectMany(sweep => sweep.Features.Select(feature => (sweep.CurrentNanoamperes, Feature: feature)))
            .Where(cell => Finite(cell.Feature.Drawn).Length > 0 || Finite(cell.Feature.Training).Length > 0).ToArray();
        if (cells.Length == 0)
        {
            return;
        }

        var rows = (cells.Length + Columns - 1) / Columns;
        var plots = new Multiplot { Layout = new ScottPlot.MultiplotLayouts.Grid(rows, Columns) };
        plots.AddPlots(cells.Length);
        for (var i = 0; i < cells.Length; i++)
        {
            Draw(plots.Subplots.GetPlot(i), cells[i].CurrentNanoamperes, cells[i].Feature, hasLegend: i == 0);
        }

        PictureFile.Save(plots, path, Columns * CellWidth, rows * CellHeight);
    }

    private static void Draw(Plot plot, double nanoamperes, EnsembleFeature feature, bool hasLegend)
    {
        PictureStyle.Apply(plot);
        var (drawn, training, unseen) = (Finite(feature.Drawn), Finite(feature.Training), Finite(feature.Unseen));
        double[] all = [.. drawn, .. training, .. unseen];
        var (low, high) = (all.Min(), all.Max());
        var room = high > low ? 0.05 * (high - low) : Math.Max(0.1 * Math.Abs(high), 1e-3);
        double[] edges = [.. Enumerable.Range(0, Bins + 1).Select(i => low - room + ((high - low + (2 * room)) * i / Bins))];
        var (bars, outline) = (Shares(drawn, edges), Shares(training, edges));
        for (var i = 0; i < Bins; i++)
        {
            var bar = plot.Add.Rectangle(edges[i], edges[i + 1], 0, bars[i]);
            (bar.FillColor, bar.LineWidth) = (PictureStyle.Green.WithAlpha(0.35), 0);
            bar.LegendText = hasLegend && i == 0 ? "drawn, operator" : "";
        }

        double[] corners = [edges[0], .. Enumerable.Range(0, Bins).SelectMany(i => new[] { edges[i], edges[i + 1] }), edges[^1]];
        double[] heights = [0, .. outline.SelectMany(share => new[] { share, share }), 0];
        var line = plot.Add.ScatterLine(corners, heights, PictureStyle.Blue);
        (line.LineWidth, line.LegendText) = (1.6f, hasLegend ? "training, solver" : "");
        var top = Math.Max(1.3 * bars.Concat(outline).Max(), 0.1);
        if (unseen.Length > 0)
        {
            var marks = plot.Add.ScatterPoints(unseen, unseen.Select(_ => 0.94 * top).ToArray(), PictureStyle.Vermillion);
            (marks.MarkerShape, marks.MarkerSize, marks.MarkerLineWidth, marks.LegendText) = (MarkerShape.VerticalBar, 11, 2, hasLegend ? "never seen, solver" : "");
        }

        plot.Axes.SetLimits(edges[0], edges[^1], 0, top);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { TargetTickCount = 4 };
        plot.Title(string.Create(CultureInfo.InvariantCulture, $"{feature.Feature} at {nanoamperes:0.000} nA"), size: 12);
        plot.XLabel(feature.Unit == "1" ? "" : feature.Unit, size: 12);
        plot.YLabel("share of neurons", size: 12);
        if (hasLegend)
        {
            plot.ShowLegend(Alignment.UpperRight);
            plot.Legend.FontSize = 10;
        }
    }

    private static double[] Finite(double?[] values) => [.. values.OfType<double>()];

    private static double[] Shares(double[] values, double[] edges)
    {
        var shares = new double[edges.Length - 1];
        foreach (var value in values)
        {
            shares[Math.Clamp((int)((value - edges[0]) / (edges[^1] - edges[0]) * shares.Length), 0, shares.Length - 1)] += 1.0 / values.Length;
        }

        return shares;
    }
}
