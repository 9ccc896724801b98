using System.Text.RegularExpressions;
using Noble.Edge.Operator;
using Noble.Edge.Tests;
using Noble.Edge.Trainer;

namespace Noble.Edge.Training.Tests;

public sealed partial class EvaluationReportTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Load_SavedReport_WritesTheSameJsonAgain()
    {
        Measure().Report.Save(_temporary.File("a.json"));
        EvaluationReport.Load(_temporary.File("a.json")).Save(_temporary.File("b.json"));

        Assert.Equal(File.ReadAllText(_temporary.File("a.json")), File.ReadAllText(_temporary.File("b.json")));
    }

    [Fact]
    public void Load_OtherSchema_SaysWhichIsExpected()
    {
        (Measure().Report with { Schema = 99 }).Save(_temporary.File("a.json"));

        var error = Assert.Throws<DataSetException>(() => EvaluationReport.Load(_temporary.File("a.json")));

        Assert.EndsWith("has schema 99, expected 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Measure_SyntheticModel_HasEveryPart()
    {
        var run = Measure();
        var report = run.Report;

        Assert.Equal(3, report.Groups.Select(group => group.Figures.Split).Distinct().Count());
        Assert.All(report.Groups, group => Assert.Equal(EvaluatedFeatures.All.Count, group.Features.Length));
        Assert.Equal(["s-2", "s-0", "s-1"], report.FrequencyCurrent.Select(curve => curve.Neuron));
        Assert.Equal(["training", "training", "unseen", .. Enumerable.Repeat("drawn", 20)], report.Latent.Neurons.Select(neuron => neuron.Kind));
        Assert.Equal([20], report.Ensemble.Sweeps.SelectMany(sweep => sweep.Features).Select(feature => feature.Drawn.Length).Distinct());
        Assert.NotNull(report.Headline.Single(figure => figure.Name == "spikes within 1 ms, overall").UnseenOwnClock);
        Assert.Equal(2.18, report.Headline[0].PublishedSeen);
        Assert.All(report.Worst.SelectMany(worst => worst.Entries).Concat(run.Medians), entry => Assert.Contains(run.Pictures, picture => picture.Entry == entry));
    }

    [Fact]
    public void Of_NamesFromOutside_AreEscapedAndNothingIsFetched()
    {
        const string Evil = "<img src=\"https://example.org/x.png\" onerror='alert(1)'>";
        var run = Measure();
        var report = run.Report with
        {
            Model = run.Report.Model with { Name = Evil, Training = Evil },
            Data = run.Report.Data with { Cell = Evil },
            Neurons = [.. run.Report.Neurons.Select(neuron => neuron with { Neuron = Evil, NearestTraining = Evil })],
            Traces = run.Report.Traces with { Neuron = [.. run.Report.Traces.Neuron.Select(_ => Evil)] },
            FrequencyCurrent = [.. run.Report.FrequencyCurrent.Select(curve => curve with { Neuron = Evil })],
            Ablations = [new AblationFigures(Evil, run.Report.Model with { Name = Evil }, [run.Report.Groups[0].Figures])],
            Recording = new RecordingFigures
            {
                File = Evil,
                Format = Evil,
                Notes = [Evil],
                ModelStepMilliseconds = 60,
                FeatureGridMilliseconds = 0.1,
                Sweeps = [],
                LeftOut = [new SweepLeftOut(0, 1, Evil)],
            },
        };

        var page = ReportHtml.Of(report, run.Pictures, run.Medians, run.Raster);

        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=&quot;https://example.org/x.png&quot;", page, StringComparison.Ordinal);
        Assert.Empty(Fetched().Matches(page));
        Assert.Contains("prefers-color-scheme:dark", page, StringComparison.Ordinal);
        Assert.All(EvaluatedFeatures.All, feature => Assert.Contains(feature.Name, page, StringComparison.Ordinal));
    }

    [Fact]
    public void Write_Report_HasEachPictureAsPngAndAsSvgWithItsAxesNamed()
    {
        var run = Measure();
        run.Write(_temporary.File("report"));

        foreach (var (name, axis) in new[] { ("voltage", "time, ms"), ("raster", "time, ms"), ("frequency-current", "current, nA"), ("features", "share of neurons"), ("latent", "principal component 1") })
        {
            var png = File.ReadAllBytes(Path.Combine(_temporary.File("report"), name + ".png"));
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
            Assert.Contains(axis, File.ReadAllText(Path.Combine(_temporary.File("report"), name + ".svg")).Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        Assert.Contains("<h2 id=\"raster\">", File.ReadAllText(Path.Combine(_temporary.File("report"), "report.html")), StringComparison.Ordinal);
        Assert.All(run.Raster, row => Assert.NotEmpty(row.Solver));
    }

    [Fact]
    public void Measure_ModelWithoutLatentFeatures_HasAReport()
    {
        var data = SyntheticData.Create();
        data.Save(_temporary.File("data"));
        var design = ModelDesign.Create(EvaluationModels.Configuration with { Embedding = "published" }, data).Manifest;
        ChannelSpec[] channels = [.. design.Channels.Where(channel => channel.Feature is null)];
        var manifest = design with
        {
            Channels = channels,
            Network = design.Network with { InputChannels = channels.Sum(channel => channel.Count) },
            Output = new OutputMapping { ScaleMillivolts = 100, OffsetMillivolts = -70 },
            Latent = new LatentSpec { Features = [], Points = [.. design.Latent.Points.Select(point => point with { Values = [] })] },
        };
        ModelBundle.Save(_temporary.File("bare.noble"), manifest, FnoWeights.Random(manifest.Network, 1), null, null);

        var run = EvaluationRun.Measure(
            ModelBundle.Load(_temporary.File("bare.noble")), data, _temporary.File("data"), new EvaluationOptions { Threads = 1, EnsembleNeurons = 5 });

        Assert.Contains("The model has no latent features", ReportHtml.Of(run.Report, run.Pictures, run.Medians, run.Raster), StringComparison.Ordinal);
        Assert.Equal([ModelEvaluation.SeenNeurons, ModelEvaluation.LatentPointOnly], run.Report.Groups.Select(group => group.Figures.Split).Distinct());
    }

    [Fact]
    public void Measure_NothingHeldOut_SaysSo()
    {
        var data = SyntheticData.Create();
        data.Save(_temporary.File("data"));
        var model = EvaluationModels.Write(_temporary.File("m.noble"), data, SyntheticData.Configuration(1));

        var run = EvaluationRun.Measure(model, data, _temporary.File("data"), new EvaluationOptions { Threads = 1, EnsembleNeurons = 5 });
        run.Write(_temporary.File("report"));

        Assert.Empty(run.Report.Groups);
        Assert.Contains("The data set has no test trace for this model", File.ReadAllText(Path.Combine(_temporary.File("report"), "report.html")), StringComparison.Ordinal);
    }

    [GeneratedRegex("<(script|link|iframe|img|object|embed)|@import|url\\(|\\s(src|xlink:href)=[\"']|href=[\"'](?!#)")]
    private static partial Regex Fetched();

    private EvaluationRun Measure()
    {
        var data = SyntheticData.Create();
        data.Save(_temporary.File("data"));
        return EvaluationRun.Measure(
            EvaluationModels.Write(_temporary.File("m.noble"), data), data, _temporary.File("data"), new EvaluationOptions { Threads = 1, EnsembleNeurons = 20 });
    }
}
