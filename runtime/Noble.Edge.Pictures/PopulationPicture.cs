using System.Globalization;
using ScottPlot;

namespace Noble.Edge.Pictures;

/// <summary>A population in one picture: voltage of a few neurons above each other, the spikes of all, and their rate.</summary>
public sealed record PopulationPicture
{
    /// <summary>Most rows of voltage that remain legible.</summary>
    public const int MostVoltages = 16;

    private const int Width = 1200, Left = 84, Right = 20, Head = 44, VoltageHeight = 92, RasterHeight = 330, RateHeight = 150, Foot = 48;

    /// <summary>Above everything.</summary>
    public required string Title { get; init; }

    /// <summary>Left end of the time axis [ms].</summary>
    public required double FromMilliseconds { get; init; }

    /// <summary>Right end of the time axis [ms].</summary>
    public required double ToMilliseconds { get; init; }

    /// <summary>When a step current flows, beginning and end [ms]; null for none that is shown.</summary>
    public (double On, double Off)? Step { get; init; }

    /// <summary>What goes in, above the voltages; null for none that is shown.</summary>
    public InputRow? Input { get; init; }

    /// <summary>Voltages.</summary>
    public IReadOnlyList<VoltageRow> Voltages { get; init; } = [];

    /// <summary>Spikes; null for none.</summary>
    public SpikeRaster? Raster { get; init; }

    /// <summary>Whether the population's rate is drawn under the spikes.</summary>
    public bool HasRate { get; init; }

    /// <summary>Writes the picture, PNG or SVG by its name.</summary>
    public void Write(string path)
    {
        var rows = new List<(Action<Plot> Draw, int Height)>();
        if (Input is { } input)
        {
            rows.Add((plot => Held(plot, input), VoltageHeight));
        }

        rows.AddRange(Voltages.Select(row => ((Action<Plot>)(plot => Voltage(plot, row)), VoltageHeight)));
        if (Raster is { } raster)
        {
            rows.Add((plot => Spikes(plot, raster), RasterHeight));
            if (HasRate)
            {
                rows.Add((plot => Rate(plot, raster), RateHeight));
            }
        }

        int[] heights = [.. rows.Select((row, i) => row.Height + (i == 0 ? Head : 0) + (i == rows.Count - 1 ? Foot : 0))];
        var plots = new Multiplot { Layout = new RowLayout(heights) };
        plots.AddPlots(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var plot = plots.Subplots.GetPlot(i);
            PictureStyle.Apply(plot);
            rows[i].Draw(plot);
            Frame(plot, isFirst: i == 0, isLast: i == rows.Count - 1);
        }

        PictureFile.Save(plots, path, Width, heights.Sum());
    }

    private static void Voltage(Plot plot, VoltageRow row)
    {
        Trace(plot, row.Millivolts, row.StepMilliseconds, PictureStyle.Ink);
        plot.YLabel($"{row.Name}\nmV", size: 11);
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { TargetTickCount = 3 };
        plot.Axes.SetLimitsY(Math.Min(row.Millivolts.DefaultIfEmpty(-80).Min(), -80) - 4, Math.Max(row.Millivolts.DefaultIfEmpty(-60).Max(), -60) + 4);
    }

    private static void Held(Plot plot, InputRow row)
    {
        Trace(plot, row.Values, row.StepMilliseconds, PictureStyle.Vermillion, ConnectStyle.StepHorizontal);
        plot.YLabel($"{row.Name}\n{row.Unit}", size: 11);
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { TargetTickCount = 3 };
        var (lowest, highest) = (Math.Min(row.Values.DefaultIfEmpty(0).Min(), 0), Math.Max(row.Values.DefaultIfEmpty(0).Max(), 0));
        var margin = lowest < highest ? 0.08 * (highest - lowest) : 1;
        plot.Axes.SetLimitsY(lowest - margin, highest + margin);
    }

    // A line through every sample is the better picture; of long traces only the range in each column of the picture is drawn.
    private static void Trace(Plot plot, double[] values, double stepMilliseconds, Color colour, ConnectStyle style = ConnectStyle.Straight)
    {
        const int Long = 20_000;
        if (values.Length > Long)
        {
            var range = plot.Add.Signal(values, stepMilliseconds, colour);
            range.MaximumMarkerSize = 0;
            return;
        }

        var line = plot.Add.ScatterLine([.. Enumerable.Range(0, values.Length).Select(k => k * stepMilliseconds)], values, colour);
        line.ConnectStyle = style;
        line.LineWidth = 1.2f;
    }

    private static void Spikes(Plot plot, SpikeRaster raster)
    {
        var points = plot.Add.ScatterPoints(raster.Milliseconds, raster.Neuron, PictureStyle.Blue);
        points.MarkerShape = MarkerShape.VerticalBar;
        points.MarkerSize = Math.Clamp(RasterHeight / (float)Math.Max(raster.Neurons, 1), 2, 12);
        points.MarkerLineWidth = raster.Milliseconds.Length > 20_000 ? 0.7f : 1.1f;
        plot.YLabel("neuron");
        plot.Axes.SetLimitsY(-0.8, raster.Neurons - 0.2);
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true, TargetTickCount = 6 };
    }

    private void Rate(Plot plot, SpikeRaster raster)
    {
        const int Bins = 200;
        var width = (ToMilliseconds - FromMilliseconds) / Bins;
        var (times, rates) = (new double[Bins], new double[Bins]);
        for (var bin = 0; bin < Bins; bin++)
        {
            times[bin] = FromMilliseconds + (width * (bin + 0.5));
        }

        foreach (var time in raster.Milliseconds)
        {
            rates[Math.Clamp((int)((time - FromMilliseconds) / width), 0, Bins - 1)] += 1000 / (width * Math.Max(raster.Neurons, 1));
        }

        var line = plot.Add.ScatterLine(times, rates, PictureStyle.Vermillion);
        line.ConnectStyle = ConnectStyle.StepHorizontal;
        line.LineWidth = 1.4f;
        plot.YLabel(string.Create(CultureInfo.InvariantCulture, $"rate, Hz a neuron\n({width:0.##} ms bins)"), size: 11);
        plot.Axes.SetLimitsY(0, Math.Max(1.08 * rates.Max(), 1));
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { TargetTickCount = 4 };
    }

    private void Frame(Plot plot, bool isFirst, bool isLast)
    {
        plot.Axes.SetLimitsX(FromMilliseconds, ToMilliseconds);
        if (Step is { } step)
        {
            var shade = plot.Add.HorizontalSpan(step.On, step.Off, PictureStyle.Shade);
            shade.LineStyle.Width = 0;
            plot.MoveToBack(shade);
        }

        if (isFirst)
        {
            plot.Title(Title);
        }

        plot.Axes.Bottom.TickLabelStyle.IsVisible = isLast;
        plot.Axes.Bottom.Label.Text = isLast ? "time, ms" : "";
        plot.Axes.Left.MinimumSize = Left - 4;
        plot.Layout.Fixed(new PixelPadding(Left, Right, isLast ? Foot : 6, isFirst ? Head : 4));
    }
}
