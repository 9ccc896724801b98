using Noble.Edge.Pictures;
using ScottPlot;

namespace Noble.Edge.Trainer;

/// <summary>Pictures of a circuit: voltages and conductances of two seconds of each version, and the spikes of all of them.</summary>
internal static class CircuitPictures
{
    private const int Width = 1600, VersionHeight = 420, RowHeight = 22, Around = 110, MostPoints = 20_000;
    private const double ShownMilliseconds = 2000, RasterMilliseconds = 6000;

    public static void Write(IReadOnlyList<CircuitRecord> records, double step, double from, string folder)
    {
        WriteVoltage(records, step, from, Path.Combine(folder, HybridReport.VoltagePicture));
        WriteRaster(records, step, from, Path.Combine(folder, HybridReport.RasterPicture));
    }

    private static void WriteVoltage(IReadOnlyList<CircuitRecord> records, double step, double from, string path)
    {
        var plot = new Multiplot();
        plot.AddPlots(2 * records.Count);
        plot.Layout = new ScottPlot.MultiplotLayouts.Grid(2 * records.Count, 1);
        for (var r = 0; r < records.Count; r++)
        {
            var (voltage, conductance) = (plot.Subplots.GetPlot(2 * r), plot.Subplots.GetPlot((2 * r) + 1));
            Lines(voltage, records[r], records[r].Voltage, step, from);
            voltage.Title($"{records[r].Version.Name}", size: 13);
            voltage.YLabel("voltage, mV");
            Lines(conductance, records[r], records[r].Conductance, step, from);
            conductance.YLabel("conductance, nS");
            conductance.XLabel("time, ms");
        }

        PictureFile.Save(plot, path, Width, VersionHeight * records.Count);
    }

    private static void Lines(Plot plot, CircuitRecord record, float[][] traces, double step, double from)
    {
        PictureStyle.Apply(plot);
        var first = Math.Min((int)(from / step), Math.Max(traces[0].Length - 2, 0));
        var last = Math.Min(first + (int)(ShownMilliseconds / step), traces[0].Length);
        var every = Math.Max(1, (last - first) / MostPoints);
        for (var cell = 0; cell < traces.Length; cell++)
        {
            double[] shown = [.. Enumerable.Range(0, (last - first) / every).Select(i => (double)traces[cell][first + (i * every)])];
            var line = plot.Add.Signal(shown, step * every, PictureStyle.Lines[cell % PictureStyle.Lines.Count]);
            line.Data.XOffset = first * step;
            line.LineWidth = 1.2f;
            line.LegendText = $"cell {cell} ({(record.Version.IsVirtual[cell] ? "operator" : "solver")})";
        }

        // Room for the legend above the lines.
        var (low, high) = (traces.Min(trace => trace[first..last].Min()), traces.Max(trace => trace[first..last].Max()));
        plot.Axes.SetLimits(first * step, last * step, low - (0.05 * (high - low)), high + Math.Max(0.25 * (high - low), 1e-3));
        plot.ShowLegend(Alignment.UpperRight, Orientation.Horizontal);
    }

    private static void WriteRaster(IReadOnlyList<CircuitRecord> records, double step, double from, string path)
    {
        using var plot = PictureStyle.NewPlot();
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        var until = Math.Min(from + RasterMilliseconds, records[0].Voltage[0].Length * step);
        var row = 0;
        foreach (var record in records)
        {
            for (var cell = 0; cell < record.Spikes.Length; cell++, row--)
            {
                double[] times = [.. record.Spikes[cell].Where(time => time >= from && time < until)];
                var points = plot.Add.ScatterPoints(times, [.. times.Select(_ => (double)row)], PictureStyle.Lines[cell % PictureStyle.Lines.Count]);
                points.MarkerShape = MarkerShape.VerticalBar;
                points.MarkerSize = RowHeight * 0.7f;
                points.MarkerLineWidth = 1.2f;
                ticks.AddMajor(row, $"{record.Version.Name}, cell {cell}");
            }

            row--;
        }

        plot.Axes.Left.TickGenerator = ticks;
        plot.Axes.SetLimits(from, until, row + 1.5, 0.5);
        plot.Title("spikes");
        plot.XLabel("time, ms");
        PictureFile.Save(plot, path, Width, Around - (RowHeight * row));
    }
}
