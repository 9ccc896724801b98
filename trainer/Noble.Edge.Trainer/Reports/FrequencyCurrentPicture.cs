using Noble.Edge.Pictures;
using Noble.Edge.Training;
using ScottPlot;

namespace Noble.Edge.Trainer;

/// <summary>Spike counts over current for a few neurons: points from the solver, lines from the operator.</summary>
internal static class FrequencyCurrentPicture
{
    private const int Neurons = 6;

    public static void Write(EvaluationReport report, string path)
    {
        using var plot = PictureStyle.NewPlot();

        // Neurons that were trained on come last in a report.
        foreach (var (neuron, index) in report.FrequencyCurrent.Reverse().Take(Neurons).Reverse().Select((neuron, index) => (neuron, index)))
        {
            var line = plot.Add.ScatterLine(neuron.OperatorCurrentsNanoamperes, [.. neuron.Lines[^1].Spikes.Select(count => (double)count)], PictureStyle.Lines[index]);
            line.LineWidth = 1.6f;
            line.LegendText = $"{neuron.Neuron}{(neuron.IsSeen ? "" : ", never seen")}, operator";
            var points = plot.Add.ScatterPoints(neuron.SolverCurrentsNanoamperes, [.. neuron.SolverSpikes.Select(count => (double)count)]);
            points.Color = line.Color;
            points.MarkerSize = 5;
            points.LegendText = $"{neuron.Neuron}, solver";
        }

        plot.Axes.SetLimitsX(report.Model.CurrentRangeNanoamperes[0], report.Model.CurrentRangeNanoamperes[1]);
        plot.Title($"{report.Model.Name}: F-I curves, points from the solver, lines from the operator");
        plot.XLabel("current, nA");
        plot.YLabel("spikes in the step");
        plot.ShowLegend(Alignment.UpperLeft);
        PictureFile.Save(plot, path, 1200, 800);
    }
}
