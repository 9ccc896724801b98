using System.Text;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>The latent space in the plane, and features of neurons drawn from it.</summary>
internal static class LatentSection
{
    private const int Bins = 14, LabelledMost = 12;

    public static string Space(EvaluationReport report)
    {
        var latent = report.Latent;
        var text = new StringBuilder("<h2 id=\"latent\">Latent space</h2>");
        if (latent.Features.Length == 0)
        {
            return text.Append("<p>The model has no latent features: every neuron is the same to it.</p>").ToString();
        }

        text.Append("<p>The outline is the hull of the training neurons' projection; a point inside it may lie outside the hull itself, whose distance is in the table of neurons.</p>");
        text.Append(HtmlText.Legend(
            [(PageStyle.Seen, "training neurons"), (PageStyle.Unseen, "never seen"), (PageStyle.Drawn, "drawn"), .. latent.Neurons.Any(n => n.Kind == "blend") ? [(PageStyle.Blend, "blends")] : Array.Empty<(string, string)>()]));
        var charts = new List<SvgChart>();
        if (latent.ExplainedVariance.Length == 2)
        {
            var (first, second) = (100 * latent.ExplainedVariance[0], 100 * latent.ExplainedVariance[1]);
            charts.Add(Plane(latent, FormattableString.Invariant($"component 1 ({first:0} % of variance)"), FormattableString.Invariant($"component 2 ({second:0} %)"), "Principal components", n => (n.Components[0], n.Components[1])));
        }

        for (var f = 0; f + 1 < Math.Min(latent.Features.Length, 6); f += 2)
        {
            var (a, b) = (f, f + 1);
            charts.Add(Plane(latent, Axis(a), Axis(b), $"{latent.Features[a]} and {latent.Features[b]}", n => (n.Values[a], n.Values[b])));
        }

        if (latent.Features.Length == 1)
        {
            var order = latent.Neurons.Where(n => n.Kind != "drawn").OrderBy(n => n.Values[0]).Select((n, i) => (n.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i);
            charts.Add(Plane(latent with { Neurons = [.. latent.Neurons.Where(n => n.Kind != "drawn")] }, Axis(0), "rank", latent.Features[0], n => (n.Values[0], order[n.Name])));
        }

        return text.Append($"<div class=\"charts two\">{string.Concat(charts)}</div>").ToString();

        string Axis(int feature) => $"{latent.Features[feature]}, {latent.Units[feature]}";
    }

    public static string Ensemble(EvaluationReport report)
    {
        var ensemble = report.Ensemble;
        var text = new StringBuilder($"<h2 id=\"ensemble\">Ensemble</h2><p>{ensemble.Neurons} neurons drawn from the latent space (seed {ensemble.Seed}), rendered by the operator, beside the solver's features of the training neurons and of those never seen (linear between the two traces about the current). Heights are shares of the neurons that have the feature; in brackets, how many of the drawn, training and never-seen neurons have it.</p>");
        text.Append(HtmlText.Legend((PageStyle.Drawn, "drawn, operator (bars)"), (PageStyle.Seen, "training neurons, solver (outline)"), (PageStyle.Unseen, "never seen, solver (marks at the top)")));
        foreach (var sweep in ensemble.Sweeps)
        {
            text.Append(FormattableString.Invariant($"<h3>at {sweep.CurrentNanoamperes:0.0000} nA</h3>"));
            text.Append(HtmlText.Grid(sweep.Features.Select(Histogram)));
        }

        return text.ToString();
    }

    private static SvgChart Plane(LatentFigures latent, string x, string y, string title, Func<LatentNeuron, (double X, double Y)> place)
    {
        var chart = new SvgChart(
            560, 340, ChartAxis.Of(x, latent.Neurons.Select(n => place(n).X), 0.08), ChartAxis.Of(y, latent.Neurons.Select(n => place(n).Y), 0.08), title);
        var hull = PlaneHull.Of(latent.Neurons.Where(n => n.Kind is "training" or "blend").Select(place));
        chart.Outline([.. hull.Select(p => p.X)], [.. hull.Select(p => p.Y)], $"hull {PageStyle.Seen}");
        foreach (var (kind, style, radius) in new[] { ("drawn", PageStyle.Drawn, 1.6), ("blend", PageStyle.Blend, 1.6), ("training", PageStyle.Seen, 3), ("unseen", PageStyle.Unseen, 4) })
        {
            var neurons = latent.Neurons.Where(n => n.Kind == kind).ToArray();
            chart.Points([.. neurons.Select(n => place(n).X)], [.. neurons.Select(n => place(n).Y)], style, radius, [.. neurons.Select(n => n.Name)]);
            foreach (var neuron in kind == "unseen" && neurons.Length <= LabelledMost ? neurons : [])
            {
                chart.Label(place(neuron).X, place(neuron).Y, neuron.Name, style);
            }
        }

        return chart;
    }

    private static SvgChart Histogram(EnsembleFeature feature)
    {
        var (drawn, training, unseen) = (Finite(feature.Drawn), Finite(feature.Training), Finite(feature.Unseen));
        var x = ChartAxis.Of($"{feature.Unit} ({drawn.Length}/{feature.Drawn.Length}, {training.Length}/{feature.Training.Length}, {unseen.Length}/{feature.Unseen.Length})", drawn.Concat(training).Concat(unseen));
        double[] edges = [.. Enumerable.Range(0, Bins + 1).Select(i => x.Minimum + ((x.Maximum - x.Minimum) * i / Bins))];
        var (bars, outline) = (Shares(drawn, edges), Shares(training, edges));
        var y = new ChartAxis("share of neurons", 0, Math.Max(1.2 * bars.Concat(outline).Max(), 0.1));
        return new SvgChart(290, 200, x, y, feature.Feature)
            .Bars(edges, bars, $"bar {PageStyle.Drawn}")
            .Steps(edges, outline, PageStyle.Seen)
            .Marks(unseen, $"{PageStyle.Unseen} thick");
    }

    private static double[] Finite(double?[] values) => [.. values.OfType<double>()];

    private static double[] Shares(double[] values, double[] edges)
    {
        var shares = new double[edges.Length - 1];
        foreach (var value in values)
        {
            var bin = (int)((value - edges[0]) / (edges[^1] - edges[0]) * shares.Length);
            shares[Math.Clamp(bin, 0, shares.Length - 1)] += 1.0 / values.Length;
        }

        return shares;
    }
}
