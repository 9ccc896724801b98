using System.Globalization;
using System.Text;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>Features of an experiment beside the ensemble's.</summary>
internal static class RecordingSection
{
    public static string Of(EvaluationReport report)
    {
        if (report.Recording is not { } recording)
        {
            return "";
        }

        var text = new StringBuilder("<h2 id=\"recording\">Beside a recording</h2>");
        text.Append(CultureInfo.InvariantCulture, $"<p>{HtmlText.Escape(recording.File)} ({HtmlText.Escape(recording.Format)}), {recording.Sweeps.Length} sweeps in the model's range of {report.Model.CurrentRangeNanoamperes[0]} to {report.Model.CurrentRangeNanoamperes[1]} nA, beside {report.Ensemble.Neurons} neurons drawn from the latent space. ");
        text.Append(CultureInfo.InvariantCulture, $"Features are of each sweep's own step and of the spikes during it, on a grid of {recording.FeatureGridMilliseconds} ms on both sides; {Durations(recording)} Currents count from the holding current. It is another cell than the model's, unless the file is of that cell.</p>");
        foreach (var note in recording.Notes)
        {
            text.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{HtmlText.Escape(note)}</p>");
        }

        if (recording.LeftOut.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">Left out: {HtmlText.Escape(string.Join("; ", recording.LeftOut.Select(Describe)))}.</p>");
        }

        if (recording.Sweeps.Length == 0)
        {
            return text.Append("<p>No sweep is in the model's range: there is nothing to compare.</p>").ToString();
        }

        text.Append(HtmlText.Legend((PageStyle.Solver, "experiment (points)"), (PageStyle.Drawn, "ensemble: median and quartiles")));
        text.Append(HtmlText.Grid(EvaluatedFeatures.All.Select((feature, f) => feature.Name == EvaluatedFeatures.Block ? null : Panel(recording, feature, f)).OfType<SvgChart>()));
        text.Append(HtmlText.Details("Every number", Table(recording)));
        return text.ToString();
    }

    private static string Durations(RecordingFigures recording)
    {
        var steps = recording.Sweeps.Select(sweep => sweep.StepMilliseconds).Distinct().Order().ToArray();
        var own = steps.Length == 0 ? "" : FormattableString.Invariant($"the experiment's step lasts {string.Join(", ", steps.Select(step => FormattableString.Invariant($"{step:0.#}")))} ms, the model's {recording.ModelStepMilliseconds:0.#} ms");
        return steps.Any(step => Math.Abs(step - recording.ModelStepMilliseconds) > 1) ? $"{own}: counts do not compare, rates do." : $"{own}.";
    }

    private static string Describe(SweepLeftOut sweep) => sweep.CurrentNanoamperes is { } current
        ? FormattableString.Invariant($"sweep {sweep.Sweep} at {current:0.####} nA, {sweep.Reason}")
        : $"sweep {sweep.Sweep}, {sweep.Reason}";

    private static SvgChart? Panel(RecordingFigures recording, EvaluatedFeature feature, int f)
    {
        var sweeps = recording.Sweeps.OrderBy(sweep => sweep.CurrentNanoamperes).ToArray();
        double[] currents = [.. sweeps.Select(sweep => sweep.CurrentNanoamperes)];
        double[] Values(Func<RecordedFeature, double?> take) => [.. sweeps.Select(sweep => take(sweep.Features[f]) ?? double.NaN)];
        var (experiment, low, middle, high) = (Values(v => v.Experiment), Values(v => v.LowerQuartile), Values(v => v.Median), Values(v => v.UpperQuartile));
        var all = experiment.Concat(low).Concat(high).ToArray();
        return all.Any(double.IsFinite)
            ? new SvgChart(290, 200, ChartAxis.Of("current, nA", currents), ChartAxis.Of($"{feature.Unit}", all), feature.Name)
                .Band(currents, low, high, PageStyle.Drawn).Line(currents, middle, PageStyle.Drawn).Points(currents, experiment, PageStyle.Solver, 2.5)
            : null;
    }

    private static string Table(RecordingFigures recording) => HtmlText.Table(
        ["feature", "unit", "sweep", "current nA", "experiment", "ensemble lower quartile", "median", "upper quartile", "neurons that have it"],
        EvaluatedFeatures.All.SelectMany((_, f) => recording.Sweeps.Select(sweep => (sweep, value: sweep.Features[f])))
            .Where(row => row.value.Experiment is not null || row.value.Median is not null)
            .Select(row => (string[])
            [
                row.value.Feature, row.value.Unit, row.sweep.Sweep.ToString(CultureInfo.InvariantCulture), HtmlText.Number(row.sweep.CurrentNanoamperes, "0.0000"), HtmlText.Short(row.value.Experiment),
                HtmlText.Short(row.value.LowerQuartile), HtmlText.Short(row.value.Median), HtmlText.Short(row.value.UpperQuartile), HtmlText.Number(row.value.EnsembleCount, "0"),
            ]),
        2);
}
