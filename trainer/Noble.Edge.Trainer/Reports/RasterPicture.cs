using System.Globalization;
using Noble.Edge.Pictures;
using Noble.Edge.Training;
using ScottPlot;

namespace Noble.Edge.Trainer;

/// <summary>Spikes of test traces, a row each: the solver's in its upper half, the operator's in its lower.</summary>
internal static class RasterPicture
{
    private const int Width = 1200, RowHeight = 15, Around = 110;

    public static void Write(EvaluationReport report, IReadOnlyList<RasterRow> rows, string path)
    {
        if (rows.Count == 0)
        {
            return;
        }

        using var plot = PictureStyle.NewPlot();

        // An empty row above each split has its name.
        var places = new int[rows.Count];
        for (var i = 1; i < places.Length; i++)
        {
            places[i] = places[i - 1] - (rows[i].Split == rows[i - 1].Split ? 1 : 2);
        }

        Marks("solver", row => row.Solver, 0.22, PictureStyle.Ink);
        Marks("operator", row => row.Operator, -0.22, PictureStyle.Vermillion);
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        for (var i = 0; i < rows.Count; i++)
        {
            ticks.AddMajor(places[i], string.Create(CultureInfo.InvariantCulture, $"{rows[i].Neuron}, {rows[i].CurrentNanoamperes:0.000} nA"));
            if (i == 0 || rows[i].Split != rows[i - 1].Split)
            {
                var name = plot.Add.Text(rows[i].Split, 2, 0.5 + places[i]);
                name.LabelFontColor = PictureStyle.Soft;
                name.LabelFontSize = 12;
                name.Alignment = Alignment.LowerLeft;
                plot.Add.HorizontalLine(0.5 + places[i], 1, PictureStyle.Soft, LinePattern.Solid);
            }
        }

        plot.Axes.Left.TickGenerator = ticks;
        plot.Axes.Left.TickLabelStyle.FontSize = 10;
        plot.Axes.SetLimits(0, report.Settings.StimulusOffMilliseconds * 1.05, places[^1] - 0.5, 2.4);
        plot.Title($"{report.Model.Name}: spikes on currents never seen");
        plot.XLabel("time, ms");
        plot.ShowLegend(Alignment.UpperRight, Orientation.Horizontal);
        PictureFile.Save(plot, path, Width, Around + (RowHeight * (1 - places[^1])));

        void Marks(string name, Func<RasterRow, double[]> times, double offset, Color colour)
        {
            var spikes = rows.SelectMany((row, i) => times(row).Select(time => (Time: time, Row: offset + places[i]))).ToArray();
            var points = plot.Add.ScatterPoints(spikes.Select(spike => spike.Time).ToArray(), spikes.Select(spike => spike.Row).ToArray(), colour);
            points.MarkerShape = MarkerShape.VerticalBar;
            points.MarkerSize = RowHeight * 0.42f;
            points.MarkerLineWidth = 1.2f;
            points.LegendText = name;
        }
    }
}
