using System.Reflection;
using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>An evaluation from the model to the page.</summary>
internal sealed class EvaluationRun
{
    private EvaluationRun(EvaluationReport report, TracePicture[] pictures, int[] medians, RasterRow[] raster) => (Report, Pictures, Medians, Raster) = (report, pictures, medians, raster);

    /// <summary>Every number.</summary>
    public EvaluationReport Report { get; }

    /// <summary>Voltages of the traces that are shown.</summary>
    public TracePicture[] Pictures { get; }

    /// <summary>The middle trace of each split and zone, into the report's columns.</summary>
    public int[] Medians { get; }

    /// <summary>Spike times of some traces, by split and current.</summary>
    public RasterRow[] Raster { get; }

    /// <summary>Measures everything.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Its data set.</param>
    /// <param name="folder">Where the data set lies.</param>
    /// <param name="options">What else to show.</param>
    public static EvaluationRun Measure(ModelBundle model, DataSet data, string folder, EvaluationOptions options)
    {
        using var team = new EvaluationTeam(model, data, options.Threads);
        EvaluationCase[] cases = [.. ModelEvaluation.Cases(model, data)];
        var comparisons = team.Compare(cases, new Stage("test traces").Show);
        var ablations = new Dictionary<string, Stage>();
        var drawn = Population.Draw(model, options.EnsembleNeurons, options.Seed);
        var columns = TraceColumns.Of(data, comparisons);
        var groups = GroupFigures.Of(comparisons);
        var report = new EvaluationReport
        {
            Schema = EvaluationReport.CurrentSchema,
            Product = $"Noble.Edge {Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)}",
            Model = ReportModel.Of(model),
            Data = ReportData.Of(folder, data, cases.Select(test => test.Trace).Distinct().Count()),
            Settings = ReportSettings.Of(model.Manifest),
            Headline = HeadlineFigure.Of([.. groups.Select(group => group.Figures)]),
            Groups = groups,
            Neurons = NeuronFigures.Of(model, data, cases, comparisons),
            Traces = columns,
            Worst = WorstTraces.Of(comparisons),
            Ablations = AblationMeasurement.Take(team, comparisons, options.Ablations, options.Threads, (name, done, all) => Named(name).Show(done, all)),
            FrequencyCurrent = FrequencyCurrentMeasurement.Take(team, cases, new Stage("F-I curves").Show),
            Latent = LatentMeasurement.Take(model, data, drawn),
            Ensemble = EnsembleMeasurement.Take(team, drawn, options.Seed, new Stage("ensemble").Show),
            Recording = options.Recording is { } recording ? RecordingMeasurement.Take(recording, team, drawn, new Stage("recording").Show) : null,
        };
        var medians = WorstTraces.Medians(comparisons);
        return new EvaluationRun(report, Render(team, cases, [.. medians.Concat(report.Worst.SelectMany(worst => worst.Entries)).Distinct()]), medians, RasterRow.Take(team, cases, new Stage("raster").Show));

        Stage Named(string name) => ablations.TryGetValue(name, out var stage) ? stage : ablations[name] = new Stage(name);
    }

    /// <summary>Writes report.html, report.json, and voltage, raster, frequency-current, features and latent, each as PNG and as SVG.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        Report.Save(Path.Combine(folder, "report.json"));
        File.WriteAllText(Path.Combine(folder, "report.html"), ReportHtml.Of(Report, Pictures, Medians, Raster));

        // The picture is of the cell's own neurons; the page shows blends as well.
        int[] own = [.. Medians.Where(entry => ModelEvaluation.IsOwn(Report.Traces.Split[entry]))];
        foreach (var ending in new[] { ".png", ".svg" })
        {
            if (own.Length > 0)
            {
                VoltagePicture.Write(Report, [.. own.Select(entry => Pictures.First(picture => picture.Entry == entry))], Named("voltage"));
                FrequencyCurrentPicture.Write(Report, Named("frequency-current"));
            }

            RasterPicture.Write(Report, Raster, Named("raster"));
            FeaturePicture.Write(Report, Named("features"));
            LatentPlanePicture.Write(Report, Named("latent"));

            string Named(string name) => Path.Combine(folder, name + ending);
        }
    }

    private static TracePicture[] Render(EvaluationTeam team, EvaluationCase[] cases, int[] entries)
    {
        var grid = team.Data.Manifest.Grid;
        double[] times = [.. Enumerable.Range(0, grid.Length).Select(k => k * grid.StepMilliseconds)];
        return team.Run(
            entries.Length,
            (evaluator, i) => new TracePicture(entries[i], times, Wide(team.Data.Voltage(cases[entries[i]].Trace)), Wide(evaluator.Render(cases[entries[i]]))),
            (_, _) => { });
    }

    private static double[] Wide(ReadOnlySpan<float> voltage)
    {
        var wide = new double[voltage.Length];
        for (var k = 0; k < wide.Length; k++)
        {
            wide[k] = voltage[k];
        }

        return wide;
    }
}
