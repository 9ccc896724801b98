using Noble.Edge.Operator;
using Noble.Edge.Training;
using ScottPlot;

namespace Noble.Edge.Trainer;

/// <summary>Spike counts over current for a few neurons: points from the solver, lines from the operator.</summary>
internal static class FrequencyCurrentPicture
{
    private const int Neurons = 6, Currents = 250;

    public static void Write(ModelBundle model, DataSet data, string path)
    {
        using var evaluator = new Evaluator(model, data);
        using var plot = new Plot();
        plot.Add.Palette = new ScottPlot.Palettes.ColorblindFriendly();
        var range = model.Manifest.CurrentRange;
        for (var i = 0; i < Neurons && i < model.Latent.PointCount; i++)
        {
            var point = i * (model.Latent.PointCount - 1) / Math.Max(1, Neurons - 1);
            var name = model.Latent.Points[point].Name;
            var clock = model.TrainedClock(point) ?? [];
            var currents = Enumerable.Range(0, Currents).Select(k => range.MinimumNanoamperes + ((range.MaximumNanoamperes - range.MinimumNanoamperes) * k / (Currents - 1))).ToArray();
            var counts = currents.Select(current => (double)evaluator.Spikes(evaluator.Render(current, model.Latent.Points[point].Values, clock)).Length).ToArray();
            var line = plot.Add.ScatterLine(currents, counts);
            line.LegendText = $"{name}, operator";

            var traces = Enumerable.Range(0, data.Manifest.Traces.Length).Where(t => data.Manifest.Neurons[data.Manifest.Traces[t].Neuron].Name == name).ToArray();
            var points = plot.Add.ScatterPoints(
                traces.Select(t => data.Manifest.Traces[t].CurrentNanoamperes).ToArray(), traces.Select(t => (double)data.SpikeTimes(t).Length).ToArray());
            points.Color = line.Color;
            points.MarkerSize = 5;
            points.LegendText = $"{name}, solver";
        }

        plot.Axes.SetLimitsX(range.MinimumNanoamperes, range.MaximumNanoamperes);
        plot.Title("Spikes in a 400 ms step");
        plot.XLabel("current, nA");
        plot.YLabel("spikes");
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SavePng(path, 1200, 800);
    }
}
