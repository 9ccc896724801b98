using System.Text;
using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>Tables: summary, zones, features, published figures, ablations, neurons, definitions.</summary>
internal static class FiguresSection
{
    private const string NotOurs = "The published figures (arXiv 2506.04536) are those of the authors' own cell, solver and 60 models, not of this one.";

    public static string Summary(EvaluationReport report) =>
        $"<h2 id=\"summary\">Summary</h2><p>Over all zones of each split, unless the name says another. {NotOurs}</p>" + HtmlText.Table(
            ["figure", "unit", ModelEvaluation.SeenNeurons, ModelEvaluation.LatentPointOnly, ModelEvaluation.OwnClock, "published: seen", "published: never seen"],
            report.Headline.Select(h => (string[])
            [
                h.Name, h.Unit, HtmlText.Short(h.Seen), HtmlText.Short(h.UnseenLatentPoint), HtmlText.Short(h.UnseenOwnClock), HtmlText.Short(h.PublishedSeen), HtmlText.Short(h.PublishedUnseen),
            ]),
            2);

    public static string Zones(EvaluationReport report) =>
        "<h2 id=\"zones\">Voltage and spikes by zone</h2><p>Sub-threshold is under rheobase; transient between rheobase and onset, a few spikes and then none; repetitive over onset, spikes to the end of the step; block over onset and yet silent before the end. Rheobase and onset are the data set's, of each neuron.</p>"
        + string.Concat(report.Groups.GroupBy(group => group.Figures.Split).Select(split => $"<h3>{HtmlText.Escape(split.Key)}</h3>" + HtmlText.Table(
            [
                "zone", "traces", "rel. L2 % mean", "median", "p95", "count error %", "within 1 ms %", "F1", "time error ms median", "p95", "Victor-Purpura a spike",
                "van Rossum", "false spikes", "AP1 width % mean", "median", "amplitude %", "steady state mV", "sag %",
            ],
            split.Select(group => Cells(group.Figures)),
            1)));

    public static string Features(EvaluationReport report)
    {
        var text = new StringBuilder("<h2 id=\"features\">Features by zone</h2>");
        text.Append("<p>eFEL's definitions, solver and operator on the same grid. Features without spikes are read in the sub-threshold zone, the others in the zones that fire. ‘Both’ is how many traces have the feature on both sides; ‘solver only’ and ‘operator only’ on one. The error to read first is named in the third column; why, under <a href=\"#definitions\">definitions</a>.</p>");
        foreach (var split in report.Groups.GroupBy(group => group.Figures.Split))
        {
            var rows = split.Where(group => group.Figures.Zone != AccuracyTable.AllZones).SelectMany(group => group.Features.Select((feature, f) => (group.Figures.Zone, feature, EvaluatedFeatures.All[f].IsSpiking)))
                .Where(row => IsShown(row.Zone, row.feature, row.IsSpiking)).OrderBy(row => EvaluatedFeatures.IndexOf(row.feature.Feature));
            var table = HtmlText.Table(
                ["feature", "zone", "read first", "both", "solver only", "operator only", "unit", "absolute mean", "median", "p95", "relative % mean", "median", "p95"],
                rows.Select(row => (string[])
                [
                    row.feature.Feature, row.Zone, row.feature.Kind, HtmlText.Number(row.feature.BothSides, "0"), HtmlText.Number(row.feature.SolverOnly, "0"), HtmlText.Number(row.feature.OperatorOnly, "0"),
                    row.feature.Unit, HtmlText.Short(row.feature.Absolute?.Mean), HtmlText.Short(row.feature.Absolute?.Median), HtmlText.Short(row.feature.Absolute?.P95),
                    HtmlText.Short(row.feature.RelativePercent?.Mean), HtmlText.Short(row.feature.RelativePercent?.Median), HtmlText.Short(row.feature.RelativePercent?.P95),
                ]),
                3);
            text.Append(HtmlText.Details(split.Key, table, isOpen: split.Key == report.Groups[0].Figures.Split));
        }

        return text.ToString();
    }

    public static string Published(EvaluationReport report)
    {
        string[] head = ["", "voltage rel. L2 %", "spike count %", "AP1 width %", "AP amplitude %", "steady state %", "sag %", ""];
        var ours = report.Groups.Where(group => group.Figures.Zone == AccuracyTable.AllZones).Select(group => Row($"this model: {group.Figures.Split}", group.Figures));
        return $"<h2 id=\"published\">Beside the published tables</h2><p>{NotOurs} Its windows, currents and zones are others too: read the rows beside each other, not against each other.</p>"
            + HtmlText.Table(head, [.. ours, .. report.Published.Where(figure => !figure.IsAblation).Select(Row)], 1);
    }

    public static string Ablations(EvaluationReport report)
    {
        if (report.Ablations.Length == 0)
        {
            return "";
        }

        string[] head = ["model", "traces", "voltage rel. L2 %", "median", "spike count %", "within 1 ms %", "F1", "AP1 width %", "AP amplitude %", "steady state %", "sag %", ""];
        var text = new StringBuilder($"<h2 id=\"ablations\">Ablations</h2><p>Every model on the same traces: those of each split that none of them was trained on. {NotOurs}</p><ul>");
        foreach (var model in report.Ablations)
        {
            text.Append($"<li>{HtmlText.Escape($"{model.Name}: {model.Model.Name}, {model.Model.TrainingNeurons} training neurons; {model.Model.Embedding}")}</li>");
        }

        text.Append("</ul>");
        foreach (var split in report.Ablations.SelectMany(model => model.Rows.Select(row => row.Split)).Distinct())
        {
            var measured = report.Ablations.Select(model => (model, row: model.Rows.FirstOrDefault(row => row.Split == split && row.Zone == AccuracyTable.AllZones))).Where(pair => pair.row is not null);
            text.Append($"<h3>{HtmlText.Escape(split)}</h3>");
            text.Append(HtmlText.Table(
                head,
                [
                    .. measured.Select(pair => (string[])
                    [
                        pair.model.Name, HtmlText.Number(pair.row!.Traces, "0"), HtmlText.Number(pair.row.RelativeL2Percent), HtmlText.Number(pair.row.RelativeL2MedianPercent), HtmlText.Number(pair.row.SpikeCountErrorPercent),
                        HtmlText.Number(pair.row.SpikesWithinOneMillisecondPercent), HtmlText.Number(pair.row.CoincidenceF1, "0.000"), HtmlText.Number(pair.row.Ap1WidthErrorPercent), HtmlText.Number(pair.row.AmplitudeErrorPercent),
                        HtmlText.Number(pair.row.SteadyStateErrorPercent), HtmlText.Number(pair.row.SagErrorPercent), "",
                    ]),
                    .. split == ModelEvaluation.SeenNeurons ? report.Published.Where(figure => figure.IsAblation).Select(figure => (string[])
                    [
                        $"published: {figure.Name}", HtmlText.None, HtmlText.Number(figure.VoltagePercent), HtmlText.None, HtmlText.Number(figure.SpikeCountPercent), HtmlText.None, HtmlText.None, HtmlText.Number(figure.Ap1WidthPercent),
                        HtmlText.Number(figure.AmplitudePercent), HtmlText.Number(figure.SteadyStatePercent), HtmlText.Number(figure.SagPercent), figure.Note ?? "",
                    ]) : [],
                ],
                1));
        }

        return text.ToString();
    }

    public static string Neurons(EvaluationReport report) => "<h2 id=\"neurons\">Neuron by neuron</h2><p>The worst first. Distances are in units of the scaled latent features, in which the training neurons span 2 along each axis; 0 to the hull is inside it.</p>"
        + string.Concat(report.Neurons.GroupBy(neuron => neuron.Figures.Split).Select(split => HtmlText.Details(
            $"{split.Key}: {split.Count()} {(split.Count() == 1 ? "neuron" : "neurons")}",
            HtmlText.Table(
                ["neuron", "nearest training neuron", "its distance", "to the hull", "traces", "rel. L2 % mean", "p95", "count error %", "within 1 ms %", "time error ms", "AP1 width %", "amplitude %", "false spikes"],
                split.Select(n => (string[])
                [
                    n.Neuron, n.NearestTraining, HtmlText.Number(n.NearestDistance), HtmlText.Number(n.HullDistance), HtmlText.Number(n.Figures.Traces, "0"), HtmlText.Number(n.Figures.RelativeL2Percent), HtmlText.Number(n.Figures.RelativeL2P95Percent),
                    HtmlText.Number(n.Figures.SpikeCountErrorPercent), HtmlText.Number(n.Figures.SpikesWithinOneMillisecondPercent), HtmlText.Number(n.Figures.SpikeTimeErrorMilliseconds, "0.000"),
                    HtmlText.Number(n.Figures.Ap1WidthErrorPercent), HtmlText.Number(n.Figures.AmplitudeErrorPercent), HtmlText.Number(n.Figures.FalseSpikes, "0"),
                ]),
                2),
            isOpen: split.Key == ModelEvaluation.LatentPointOnly)));

    public static string Definitions(EvaluationReport report)
    {
        var s = report.Settings;
        var bands = s.HeldOutExcessNanoamperes.Length == 0 ? "none" : string.Join(", ", s.HeldOutExcessNanoamperes.Select(band => FormattableString.Invariant($"{band[0]} to {band[1]}")));
        return "<h2 id=\"definitions\">Definitions</h2><ul>"
            + Item($"Relative L2 is |V - V of the solver| / |V of the solver| of one trace. A voltage near -70 mV makes it forgiving: a flat line scores about 12 %.")
            + Item($"A spike of the operator crosses {s.SpikeThresholdMillivolts} mV upwards, by the runtime's own detector; those of the solver are at its own step. Pairs are one to one, at most {s.CoincidenceMilliseconds} ms apart. The time error is over pairs alone, so it is under {s.CoincidenceMilliseconds} ms; what is not paired shows in the share within 1 ms, in F1 and in the distances.")
            + Item($"Count error: the sum of |spikes - spikes of the solver| over the sum of the solver's spikes.")
            + Item($"Victor and Purpura (1996), q = {s.VictorPurpuraPerMillisecond} /ms: a spike too few or too many costs 1, a shift by d ms q d, and never over 2. Summed, over the solver's spikes.")
            + Item($"van Rossum (2001), tau = {s.VanRossumMilliseconds} ms: mean of D over traces with a spike on either side; one spike too many is 0.707.")
            + Item($"Features are taken on a grid of {s.FeatureGridMilliseconds} ms on both sides; peaks are sampled, not interpolated. Relative sag errors are over sags of {s.SmallestSagMillivolts} mV or more.")
            + Item($"Bands of current that no training trace lies in, nA from each neuron's onset: {bands}. A clock of an unseen neuron is fitted to {s.CalibrationSweeps} sweeps over onset, which are then no test traces of that split.")
            + "</ul>"
            + HtmlText.Table(["feature", "unit", "read first", "why"], EvaluatedFeatures.All.Select(f => (string[])[f.Name, f.Unit, f.IsRelative ? "relative error" : "absolute error", f.Why]), 4);

        static string Item(FormattableString text) => $"<li>{HtmlText.Escape(FormattableString.Invariant(text))}</li>";
    }

    private static bool IsShown(string zone, FeatureError feature, bool isSpiking)
    {
        var isSilent = zone == FiringZones.Name(FiringZone.SubThreshold);
        return isSpiking ? !isSilent || (feature.Feature != EvaluatedFeatures.Block && feature.Feature != "Spikecount" && feature.OperatorOnly > 0) : isSilent;
    }

    private static string[] Cells(AccuracyRow row) =>
    [
        row.Zone, HtmlText.Number(row.Traces, "0"), HtmlText.Number(row.RelativeL2Percent), HtmlText.Number(row.RelativeL2MedianPercent), HtmlText.Number(row.RelativeL2P95Percent),
        HtmlText.Number(row.SpikeCountErrorPercent), HtmlText.Number(row.SpikesWithinOneMillisecondPercent), HtmlText.Number(row.CoincidenceF1, "0.000"), HtmlText.Number(row.SpikeTimeErrorMilliseconds, "0.000"),
        HtmlText.Number(row.SpikeTimeErrorP95Milliseconds, "0.000"), HtmlText.Number(row.VictorPurpuraPerSpike, "0.000"), HtmlText.Number(row.VanRossumDistance, "0.000"), HtmlText.Number(row.FalseSpikes, "0"),
        HtmlText.Number(row.Ap1WidthErrorPercent), HtmlText.Number(row.Ap1WidthErrorMedianPercent), HtmlText.Number(row.AmplitudeErrorPercent), HtmlText.Number(row.SteadyStateErrorMillivolts), HtmlText.Number(row.SagErrorPercent),
    ];

    private static string[] Row(string name, AccuracyRow row) =>
    [
        name, HtmlText.Number(row.RelativeL2Percent), HtmlText.Number(row.SpikeCountErrorPercent), HtmlText.Number(row.Ap1WidthErrorPercent), HtmlText.Number(row.AmplitudeErrorPercent),
        HtmlText.Number(row.SteadyStateErrorPercent), HtmlText.Number(row.SagErrorPercent), "",
    ];

    private static string[] Row(PublishedFigure figure) =>
    [
        $"published: {figure.Name}", HtmlText.Number(figure.VoltagePercent, "0.00#"), HtmlText.Number(figure.SpikeCountPercent), HtmlText.Number(figure.Ap1WidthPercent), HtmlText.Number(figure.AmplitudePercent),
        HtmlText.Number(figure.SteadyStatePercent), HtmlText.Number(figure.SagPercent), figure.Note ?? "",
    ];
}
