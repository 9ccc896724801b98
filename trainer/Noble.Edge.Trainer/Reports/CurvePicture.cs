using System.Globalization;
using Noble.Edge.Pictures;
using Noble.Edge.Training;
using ScottPlot;

namespace Noble.Edge.Trainer;

/// <summary>Training curve as a picture: losses on a logarithmic axis, learning rate on another.</summary>
internal static class CurvePicture
{
    public static void Write(TrainingConfiguration configuration, string folder)
    {
        var rows = TrainingCurve.Read(Path.Combine(folder, RunFolder.CurveFile));
        if (rows.Length == 0)
        {
            return;
        }

        using var plot = PictureStyle.NewPlot();
        var steps = rows.Select(row => row[0]).ToArray();
        var loss = plot.Add.ScatterLine(steps, rows.Select(row => Math.Log10(row[2])).ToArray(), PictureStyle.Ink);
        loss.LegendText = "training loss";
        var validated = rows.Where(row => row[4] > 0).ToArray();
        if (validated.Length > 0)
        {
            var validation = plot.Add.Scatter(validated.Select(row => row[0]).ToArray(), validated.Select(row => Math.Log10(row[4])).ToArray(), PictureStyle.Vermillion);
            validation.LegendText = "validation loss";
        }

        var rate = plot.Add.ScatterLine(steps, rows.Select(row => row[3]).ToArray(), PictureStyle.Blue);
        rate.LegendText = "learning rate";
        rate.Axes.YAxis = plot.Axes.Right;
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic
        {
            LabelFormatter = exponent => Math.Pow(10, exponent).ToString("g2", CultureInfo.InvariantCulture),
        };
        plot.Title(configuration.Name);
        plot.XLabel("step");
        plot.YLabel($"{new TraceLoss(configuration.Loss, configuration.LossOrder, 1).Description} loss");
        plot.Axes.Right.Label.Text = "learning rate";
        plot.ShowLegend(Alignment.UpperRight);
        PictureFile.Save(plot, Path.Combine(folder, "curves.png"), 1200, 700);
    }
}
