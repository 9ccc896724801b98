using System.Globalization;
using Noble.Edge.Pictures;
using Noble.Edge.Training;
using ScottPlot;

namespace Noble.Edge.Trainer;

/// <summary>The latent space on the plane that shows most of it: training neurons and their hull, neurons never seen, neurons drawn.</summary>
internal static class LatentPlanePicture
{
    public static void Write(EvaluationReport report, string path)
    {
        var latent = report.Latent;
        if (latent.ExplainedVariance.Length < 2)
        {
            return;
        }

        using var plot = PictureStyle.NewPlot();
        var corners = PlaneHull.Of(latent.Neurons.Where(neuron => neuron.Kind is "training" or "blend").Select(neuron => (neuron.Components[0], neuron.Components[1])));
        if (corners.Length > 2)
        {
            var hull = plot.Add.Polygon([.. corners.Select(corner => new Coordinates(corner.X, corner.Y))]);
            (hull.FillColor, hull.LineColor, hull.LineWidth, hull.LegendText) = (PictureStyle.Blue.WithAlpha(0.07), PictureStyle.Blue, 1.4f, "hull of the training neurons");
        }

        Points("drawn", "drawn", PictureStyle.Green.WithAlpha(0.6), MarkerShape.FilledCircle, 5);
        Points("blend", "blends", PictureStyle.Purple, MarkerShape.FilledSquare, 5);
        Points("training", "training neurons", PictureStyle.Blue, MarkerShape.FilledCircle, 8);
        Points("unseen", "never seen", PictureStyle.Vermillion, MarkerShape.FilledDiamond, 11);
        plot.Title($"{report.Model.Name}: latent space, {latent.Features.Length} features");
        plot.XLabel(Axis(0));
        plot.YLabel(Axis(1));
        plot.Axes.Margins(0.08, 0.12);
        plot.ShowLegend(Alignment.UpperRight);
        PictureFile.Save(plot, path, 1000, 760);

        string Axis(int component) => string.Create(CultureInfo.InvariantCulture, $"principal component {component + 1} ({100 * latent.ExplainedVariance[component]:0} % of variance)");

        void Points(string kind, string name, Color colour, MarkerShape shape, float size)
        {
            var neurons = latent.Neurons.Where(neuron => neuron.Kind == kind).ToArray();
            if (neurons.Length > 0)
            {
                var points = plot.Add.ScatterPoints(neurons.Select(neuron => neuron.Components[0]).ToArray(), neurons.Select(neuron => neuron.Components[1]).ToArray());
                points.MarkerStyle = new MarkerStyle(shape, size, colour);
                points.LegendText = name;
            }
        }
    }
}
