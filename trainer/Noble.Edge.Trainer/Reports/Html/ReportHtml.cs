using System.Globalization;
using System.Text;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>An evaluation as one page that needs nothing beside it: no script, no font, no file, no network.</summary>
internal static class ReportHtml
{
    /// <summary>The page.</summary>
    /// <param name="report">Every number.</param>
    /// <param name="pictures">Voltages of the traces that are shown: the worst of the report, and the medians.</param>
    /// <param name="medians">The middle trace of each split and zone.</param>
    /// <param name="raster">Spike times of some traces.</param>
    public static string Of(EvaluationReport report, IEnumerable<TracePicture> pictures, IReadOnlyList<int> medians, IReadOnlyList<RasterRow> raster)
    {
        var byEntry = pictures.ToDictionary(picture => picture.Entry);
        var text = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        text.Append(CultureInfo.InvariantCulture, $"<title>{HtmlText.Escape(report.Model.Name)}: evaluation</title><style>{PageStyle.Css}</style></head><body>");
        text.Append(Head(report));
        if (report.Traces.Split.Length == 0)
        {
            text.Append("<p>The data set has no test trace for this model: no held-out current of its training neurons, and no neuron that it was not trained on.</p>");
        }
        else
        {
            text.Append(FiguresSection.Summary(report));
            text.Append(FiguresSection.Zones(report));
            text.Append(FiguresSection.Features(report));
            text.Append(FiguresSection.Published(report));
            text.Append(FiguresSection.Ablations(report));
            text.Append(CurvesSection.FrequencyCurrent(report));
            text.Append(TracesSection.Medians(report, byEntry, medians));
            text.Append(RasterSection.Of(report, raster));
            text.Append(TracesSection.Worst(report, byEntry));
            text.Append(CurvesSection.Errors(report));
            text.Append(FiguresSection.Neurons(report));
        }

        text.Append(LatentSection.Space(report));
        text.Append(LatentSection.Ensemble(report));
        text.Append(RecordingSection.Of(report));
        text.Append(FiguresSection.Definitions(report));
        return text.Append("</body></html>\n").ToString();
    }

    private static string Head(EvaluationReport report)
    {
        var (model, data) = (report.Model, report.Data);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<h1>{HtmlText.Escape(model.Name)}</h1><p>The operator held against the solver on {data.TestTraces} traces that training never saw, with the runtime's own embedding, engine and spike detector.</p><p class=\"meta\">");
        Line($"model: {model.TrainingNeurons} training neurons; {model.Embedding}; {model.CurrentRangeNanoamperes[0]} to {model.CurrentRangeNanoamperes[1]} nA; SHA-256 {model.Hash[..16]}");
        Line($"training: {model.Training}, by {model.Trainer}");
        Line($"data set: {data.Name}, {data.Cell}, {data.Neurons} parameter sets, {data.Traces} traces; dataset.json SHA-256 {data.Sha256[..16]}");
        Line($"solver: {data.Solver}");
        Line($"report: {report.Product}, schema {report.Schema}; the same numbers are in report.json");
        return text.Append("</p>").ToString();

        void Line(FormattableString line) => text.Append(CultureInfo.InvariantCulture, $"{HtmlText.Escape(FormattableString.Invariant(line))}<br>");
    }
}
