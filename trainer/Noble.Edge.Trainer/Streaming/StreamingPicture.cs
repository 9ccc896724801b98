using System.Globalization;
using Noble.Edge.Operator;
using Noble.Edge.Pictures;
using Noble.Edge.Training;
using ScottPlot;

namespace Noble.Edge.Trainer;

/// <summary>Free runs over the solver's voltage, and their input: for each kind of input the first trace of a seen and of a never-seen neuron.</summary>
internal static class StreamingPicture
{
    private const int Width = 1600, RowHeight = 230;
    private const double FromMilliseconds = 1000, ShownMilliseconds = 400;

    public static void Write(ModelBundle model, StreamingWeights weights, StreamingDataSet set, IReadOnlyCollection<string> heldOut, string path)
    {
        int[] traces = [.. set.Manifest.Traces.Index()
            .GroupBy(trace => (trace.Item.Kind, IsHeldOut: heldOut.Contains(set.Manifest.Neurons[trace.Item.Neuron].Name)))
            .OrderBy(group => group.Key.IsHeldOut)
            .Select(group => group.MaxBy(trace => Math.Min(set.Spikes(trace.Index).Length, 60)).Index)];
        var plots = new Multiplot();
        plots.AddPlots(2 * traces.Length);
        plots.Layout = new ScottPlot.MultiplotLayouts.Grid(traces.Length, 2);
        var row = 0;
        new StreamingRunner(weights, model.Manifest.Latent).Run(set, traces, (trace, truth, voltage, spikes) =>
        {
            var planned = set.Manifest.Traces[trace];
            var name = set.Manifest.Neurons[planned.Neuron].Name;
            var (left, right) = (plots.Subplots.GetPlot(2 * row), plots.Subplots.GetPlot((2 * row) + 1));
            row++;
            var title = string.Create(CultureInfo.InvariantCulture, $"{planned.Kind}: {name}{(heldOut.Contains(name) ? ", never seen" : "")}; {spikes.Length} of {truth.Spikes.Length} spikes");
            Voltages(left, set, truth.Voltage, voltage, title);
            Inputs(right, set, truth);
        });
        PictureFile.Save(plots, path, Width, RowHeight * traces.Length);
    }

    private static void Voltages(Plot plot, StreamingDataSet set, float[] truth, float[] voltage, string title)
    {
        PictureStyle.Apply(plot);
        Line(plot, set, truth, "solver", PictureStyle.Ink, 2);
        Line(plot, set, voltage, "operator", PictureStyle.Vermillion, 1);
        plot.Title(title, size: 12);
        plot.YLabel("voltage, mV");
        plot.XLabel("time, ms");
        plot.ShowLegend(Alignment.UpperRight);
    }

    private static void Inputs(Plot plot, StreamingDataSet set, StreamingTraceData truth)
    {
        PictureStyle.Apply(plot);
        Line(plot, set, [.. truth.Current.Select(value => value * 1000)], "current, pA", PictureStyle.Blue, 1);
        if (truth.Excitatory.Concat(truth.Inhibitory).Any(value => value > 0))
        {
            Line(plot, set, [.. truth.Excitatory.Select(value => value * 10_000)], "excitatory, 0.1 nS", PictureStyle.Green, 1);
            Line(plot, set, [.. truth.Inhibitory.Select(value => value * 10_000)], "inhibitory, 0.1 nS", PictureStyle.Purple, 1);
        }

        plot.YLabel("input");
        plot.XLabel("time, ms");
        plot.ShowLegend(Alignment.UpperRight);
    }

    private static void Line(Plot plot, StreamingDataSet set, float[] values, string name, Color color, float width)
    {
        var step = set.Manifest.StepMilliseconds;
        var first = Math.Min((int)(FromMilliseconds / step), Math.Max(0, values.Length - (int)(ShownMilliseconds / step)));
        double[] shown = [.. values.Skip(first).Take((int)(ShownMilliseconds / step)).Select(value => (double)value)];
        var line = plot.Add.ScatterLine([.. shown.Select((_, k) => (first + k) * step)], shown);
        (line.LegendText, line.Color, line.LineWidth) = (name, color, width);
    }
}
