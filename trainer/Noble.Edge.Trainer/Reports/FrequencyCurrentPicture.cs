using Noble.Edge.Training;
using ScottPlot;

namespace Noble.Edge.Trainer;

/// <summary>Spike counts over current for a few neurons: points from the solver, lines from the operator.</summary>
internal static class FrequencyCurrentPicture
{
    private const int Neurons = 6;

    public static void Write(EvaluationReport report, string path)
    {
        using var plot = new Plot();
        plot.Add.Palette = new ScottPlot.Palettes.ColorblindFriendly();

        // Neurons that were trained on come last in a report.
        foreach (var neuron in report.FrequencyCurrent.Reverse().Take(Neurons).Reverse())
        {
            var line = plot.Add.ScatterLine(neuron.OperatorCurrentsNanoamperes, [.. neuron.Lines[^1].Spikes.Select(count => (double)count)]);
            line.LegendText = $"{neuron.Neuron}{(neuron.IsSeen ? "" : ", never seen")}, operator";
            var points = plot.Add.ScatterPoints(neuron.SolverCurrentsNanoamperes, [.. neuron.SolverSpikes.Select(count => (double)count)]);
            points.Color = line.Color;
            points.MarkerSize = 5;
            points.LegendText = $"{neuron.Neuron}, solver";
        }

        plot.Axes.SetLimitsX(report.Model.CurrentRangeNanoamperes[0], report.Model.CurrentRangeNanoamperes[1]);
        plot.Title("Spikes in the step");
        plot.XLabel("current, nA");
        plot.YLabel("spikes");
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SavePng(path, 1200, 800);
    }
}
